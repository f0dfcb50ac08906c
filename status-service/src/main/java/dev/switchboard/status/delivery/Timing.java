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

    /** As in {@code duration_class}. */
    private static final double CLASSES_PER_POWER = 16;

    record Share(long messages, long millis) {
        Share plus(Share other) {
            return new Share(messages + other.messages, millis + other.millis);
        }
    }

    static Timing of(SortedMap<Integer, Share> classes) {
        var all = classes.values().stream().reduce(new Share(0, 0), Share::plus);
        return all.messages() == 0
                ? new Timing(0, null, null, null, null)
                : new Timing(
                        all.messages(),
                        Math.round((double) all.millis() / all.messages()),
                        percentile(classes, all.messages(), 50),
                        percentile(classes, all.messages(), 95),
                        percentile(classes, all.messages(), 99));
    }

    /** The duration that this many of a hundred did not exceed. */
    private static long percentile(SortedMap<Integer, Share> classes, long messages, int percent) {
        var wanted = Math.ceilDiv(messages * percent, 100);
        var counted = 0L;
        for (var each : classes.entrySet()) {
            counted += each.getValue().messages();
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
