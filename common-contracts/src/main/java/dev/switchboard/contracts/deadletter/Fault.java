package dev.switchboard.contracts.deadletter;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** What a failure says about the record that met it, told by the failure's type alone. */
enum Fault {
    /** The record is to blame: no repetition helps. */
    CANNOT_WORK,
    /** Something around us is to blame (broker, database, network): wait and repeat, for as long as it takes. */
    TROUBLE,
    /** Probably we are to blame. */
    BUG;

    /** SQLSTATE classes: bad data, broken constraints, and what is longer than an index can hold. */
    private static final Set<String> BAD_DATA = Set.of("22", "23", "54");

    /** SQLSTATE classes: connection, rollback (deadlock, serialization), resources, operator intervention. */
    private static final Set<String> OUTAGE = Set.of("08", "40", "53", "57");

    /** What the database itself says counts before what it is wrapped in: Spring takes a text that is too long for an outage. */
    static Fault of(Throwable failure) {
        return first(failure, Fault::ofSaid)
                .or(() -> first(failure, Fault::ofType))
                .orElse(BUG);
    }

    private static Optional<Fault> first(Throwable failure, Function<Throwable, Fault> fault) {
        return Diagnosis.chain(failure).map(fault).filter(found -> found != BUG).findFirst();
    }

    private static Fault ofSaid(Throwable failure) {
        return switch (failure) {
            case CannotWork _ -> CANNOT_WORK;
            case SQLException sql when isIn(BAD_DATA, sql.getSQLState()) -> CANNOT_WORK;
            case SQLException sql when isIn(OUTAGE, sql.getSQLState()) -> TROUBLE;
            case R2dbcException sql when isIn(BAD_DATA, sql.getSqlState()) -> CANNOT_WORK;
            case R2dbcException sql when isIn(OUTAGE, sql.getSqlState()) -> TROUBLE;
            default -> BUG;
        };
    }

    private static Fault ofType(Throwable failure) {
        return switch (failure) {
            // A pool or a driver that was closed has no state to tell; the server always has one.
            case SQLException sql when sql.getSQLState() == null -> TROUBLE;
            case SQLTransientException _, SQLRecoverableException _ -> TROUBLE;
            case R2dbcTransientException _, R2dbcNonTransientResourceException _ -> TROUBLE;
            case TransientDataAccessException _, RecoverableDataAccessException _ -> TROUBLE;
            case DataAccessResourceFailureException _ -> TROUBLE;
            case CannotCreateTransactionException _, TransactionTimedOutException _ -> TROUBLE;
            // Of all the broker can refuse, these are about the record.
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> BUG;
            case InvalidRecordException _, InvalidTimestampException _ -> BUG;
            case ApiException _, InterruptException _ -> TROUBLE;
            case CharacterCodingException _ -> BUG;
            case TimeoutException _, IOException _, InterruptedException _ -> TROUBLE;
            default -> BUG;
        };
    }

    private static boolean isIn(Set<String> classes, @Nullable String sqlState) {
        return sqlState != null && sqlState.length() == 5 && classes.contains(sqlState.substring(0, 2));
    }
}
