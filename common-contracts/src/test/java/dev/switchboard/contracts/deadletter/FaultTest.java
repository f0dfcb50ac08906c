package dev.switchboard.contracts.deadletter;

import static dev.switchboard.contracts.deadletter.Fault.BUG;
import static dev.switchboard.contracts.deadletter.Fault.CANNOT_WORK;
import static dev.switchboard.contracts.deadletter.Fault.TROUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

class FaultTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(CannotWork.invalid("to is missing"), CANNOT_WORK),
                arguments(new IllegalStateException(CannotWork.conflict("other content")), CANNOT_WORK),
                arguments(sql("22001"), CANNOT_WORK),
                arguments(sql("23505"), CANNOT_WORK),
                arguments(sql("54000"), CANNOT_WORK),
                arguments(new DataAccessResourceFailureException("", sql("54000")), CANNOT_WORK),
                arguments(new DataAccessResourceFailureException("", sql("08006")), TROUBLE),
                arguments(new DataIntegrityViolationException("", sql("23502")), CANNOT_WORK),
                arguments(new BatchUpdateException("", "23514", new int[0]), CANNOT_WORK),
                arguments(new R2dbcDataIntegrityViolationException("", "23505"), CANNOT_WORK),
                arguments(sql("08006"), TROUBLE),
                arguments(sql("40001"), TROUBLE),
                arguments(sql("40P01"), TROUBLE),
                arguments(sql("53300"), TROUBLE),
                arguments(sql("57P01"), TROUBLE),
                arguments(sql(null), TROUBLE),
                arguments(new SQLTransientConnectionException("no connection within 30 s"), TROUBLE),
                arguments(new R2dbcNonTransientResourceException("", "57P03"), TROUBLE),
                arguments(new R2dbcTimeoutException(), TROUBLE),
                arguments(new DataAccessResourceFailureException("no connection"), TROUBLE),
                arguments(new CannotAcquireLockException("deadlock"), TROUBLE),
                arguments(new CannotCreateTransactionException("no connection"), TROUBLE),
                arguments(new TransactionTimedOutException("too long"), TROUBLE),
                arguments(new IllegalStateException("blocked too long", new TimeoutException()), TROUBLE),
                arguments(new CompletionException(new InterruptedException()), TROUBLE),
                arguments(new UncheckedIOException(new EOFException()), TROUBLE),
                arguments(new IllegalStateException(new ConnectException("refused")), TROUBLE),
                arguments(new KafkaException("", new NotEnoughReplicasException("one is not two")), TROUBLE),
                arguments(new KafkaException("", new TopicAuthorizationException("not allowed")), TROUBLE),
                arguments(new KafkaException("", new RecordTooLargeException("too large")), BUG),
                arguments(new UncheckedIOException(new MalformedInputException(1)), BUG),
                arguments(sql("42P01"), BUG),
                arguments(sql("22"), BUG),
                arguments(new R2dbcBadGrammarException("", "42703"), BUG),
                arguments(new NullPointerException(), BUG),
                arguments(new IllegalArgumentException("SQLSTATE 08006"), BUG));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsJudgedByItsTypeAndStateAlone(Throwable failure, Fault fault) {
        assertThat(Fault.of(failure)).isEqualTo(fault);
    }

    private static SQLException sql(@Nullable String state) {
        return new SQLException("for a test", state);
    }
}
