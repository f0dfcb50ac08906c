package dev.switchboard.status.message;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one message adds to the roll-ups: one to a count, and its durations to the histograms. */
record Measure(
        Slice slice,
        String status,
        String code,
        @Nullable Elapsed delivery,
        @Nullable Elapsed read,
        boolean isFallback) {

    /** What is told apart in every roll-up. */
    record Slice(Instant hour, String direction, String channel, String provider, String tenant) {}

    record Elapsed(int durationClass, long millis) {

        int power() {
            return durationClass / Histogram.CLASSES;
        }

        int step() {
            return durationClass % Histogram.CLASSES;
        }
    }

    /** A row of {@code message_counts}. */
    record Count(Slice slice, String status, String code, boolean isFallback) {}

    /** A row of {@code message_durations}: of a measure, the classes that one power of e spans. */
    record Histogram(Slice slice, String measure, int power) {

        static final int CLASSES = 16;
    }

    private static final List<String> COLUMNS = List.of(
            "hour",
            "direction",
            "channel",
            "provider",
            "tenant",
            "status",
            "code",
            "delivery_ms",
            "read_ms",
            "fallback");

    /** The columns of {@code message_measures} for one row of {@code messages} within a statement. */
    static String columns(String message, String prefix) {
        var columns = COLUMNS.stream()
                .map(column -> "(measured(%s)).%s as %s%s".formatted(message, column, prefix, column))
                .collect(Collectors.joining(", "));
        return columns
                + ", duration_class((measured(%1$s)).delivery_ms) as %2$sdelivery_class, duration_class((measured(%1$s)).read_ms) as %2$sread_class"
                        .formatted(message, prefix);
    }

    static Measure of(Readable row, String prefix) {
        return new Measure(
                new Slice(
                        Objects.requireNonNull(row.get(prefix + "hour", Instant.class)),
                        Columns.string(row, prefix + "direction"),
                        Columns.string(row, prefix + "channel"),
                        Columns.string(row, prefix + "provider"),
                        Columns.string(row, prefix + "tenant")),
                Columns.string(row, prefix + "status"),
                Columns.string(row, prefix + "code"),
                duration(row, prefix + "delivery"),
                duration(row, prefix + "read"),
                Columns.bool(row, prefix + "fallback"));
    }

    private static @Nullable Elapsed duration(Readable row, String name) {
        var millis = row.get(name + "_ms", Long.class);
        return millis == null ? null : new Elapsed(Columns.integer(row, name + "_class"), millis);
    }

    Count count() {
        return new Count(slice, status, code, isFallback);
    }

    /** Only our own messages are waited for. */
    Stream<Map.Entry<Histogram, Elapsed>> durations() {
        return slice.direction().equals("outbound")
                ? Stream.concat(entry("delivery", delivery), entry("read", read))
                : Stream.empty();
    }

    private Stream<Map.Entry<Histogram, Elapsed>> entry(String measure, @Nullable Elapsed duration) {
        return duration == null
                ? Stream.empty()
                : Stream.of(Map.entry(new Histogram(slice, measure, duration.power()), duration));
    }
}
