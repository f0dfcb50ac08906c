package dev.switchboard.status.message;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/** Whole columns into a statement, and single ones out of a row. */
public final class Columns {

    private Columns() {}

    /** One column of many rows; null where the value is missing. */
    @SuppressWarnings("unchecked")
    public static <T, V> V[] array(Class<V> type, List<T> rows, Function<? super T, ? extends @Nullable V> column) {
        var values = (V[]) Array.newInstance(type, rows.size());
        for (var i = 0; i < rows.size(); i++) {
            Array.set(values, i, column.apply(rows.get(i)));
        }
        return values;
    }

    public static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec statement, Map<String, Object> values) {
        var bound = statement;
        for (var value : values.entrySet()) {
            bound = bound.bind(value.getKey(), value.getValue());
        }
        return bound;
    }

    public static String string(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    public static UUID uuid(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class), column);
    }

    public static boolean bool(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Boolean.class), column);
    }

    public static int integer(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class), column);
    }

    public static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    /** The text of a JSON column. Read as a plain text it would begin with the byte that tells its version. */
    public static String json(Readable row, String column) {
        return Objects.requireNonNull(jsonIfAny(row, column), column);
    }

    public static @Nullable String jsonIfAny(Readable row, String column) {
        return ifAny(row.get(column, Json.class), Json::asString);
    }

    /** In the milliseconds we speak to the outside. */
    public static Instant time(Readable row, String column) {
        return Objects.requireNonNull(timeIfAny(row, column), column);
    }

    public static @Nullable Instant timeIfAny(Readable row, String column) {
        return ifAny(row.get(column, Instant.class), time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    public static <T, V> @Nullable V ifAny(@Nullable T value, Function<T, ? extends @Nullable V> then) {
        return value == null ? null : then.apply(value);
    }
}
