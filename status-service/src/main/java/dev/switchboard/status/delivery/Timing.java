package dev.switchboard.status.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, in milliseconds. The average is exact; a percentile is the middle of its class, within
 * 3.2 %.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Timing(
        long messages,
        @Nullable Long average,
        @Nullable Long p50,
        @Nullable Long p95,
        @Nullable Long p99) {

    /** Of e, as in {@code duration_class}. */
    static final int CLASSES_PER_POWER = 16;

    /**
     * @param classes how many messages are in which
     * @param millis how long all of them took together
     */
    static Timing of(SortedMap<Integer, Long> classes, long millis) {
        var all = classes.values().stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? new Timing(0, null, null, null, null)
                : new Timing(
                        all,
                        Math.round((double) millis / all),
                        percentile(classes, all, 50),
                        percentile(classes, all, 95),
                        percentile(classes, all, 99));
    }

    /** The duration that this many of a hundred did not exceed. */
    private static long percentile(SortedMap<Integer, Long> classes, long messages, int percent) {
        var wanted = Math.ceilDiv(messages * percent, 100);
        var counted = 0L;
        for (var each : classes.entrySet()) {
            counted += each.getValue();
            if (counted >= wanted) {
                return middle(each.getKey());
            }
        }
        return middle(classes.lastKey());
    }

    private static long middle(int durationClass) {
        return Math.round(Math.exp((durationClass + 0.5) / CLASSES_PER_POWER) - 1);
    }
}
