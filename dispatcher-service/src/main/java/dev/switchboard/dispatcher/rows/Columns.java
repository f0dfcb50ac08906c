package dev.switchboard.dispatcher.rows;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement, one array for each column: PostgreSQL takes them in three times as fast as the same rows in a
 * document. Which statement is run often enough for that to matter is written so; the others send JSON.
 */
public final class Columns<R> {

    private final List<R> rows;
    private final Map<String, Object> arrays = new HashMap<>();

    public Columns(Collection<R> rows) {
        this.rows = List.copyOf(rows);
    }

    public Columns<R> ids(String name, Function<R, UUID> value) {
        return put(name, value, UUID[]::new);
    }

    public Columns<R> texts(String name, Function<R, @Nullable String> value) {
        return put(name, value, String[]::new);
    }

    public Columns<R> numbers(String name, ToIntFunction<R> value) {
        return put(name, value::applyAsInt, Integer[]::new);
    }

    public Columns<R> flags(String name, Predicate<R> value) {
        return put(name, value::test, Boolean[]::new);
    }

    /** As texts: the driver knows no array of instants. */
    public Columns<R> times(String name, Function<R, @Nullable Instant> value) {
        return texts(name, row -> text(value.apply(row)));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** The statement's parameters, by their names. */
    public Map<String, Object> arrays() {
        return arrays;
    }

    private <T extends @Nullable Object> Columns<R> put(String name, Function<R, T> value, IntFunction<T[]> array) {
        arrays.put(name, rows.stream().map(value).toArray(array));
        return this;
    }
}
