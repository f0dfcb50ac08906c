package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.Required;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When no SMS disturbs: by the recipient's clock, and by all clocks of a country that has several, for a number does not
 * say where its owner is.
 *
 * @param to the first minute it may disturb again; before {@code from} where a night lies between
 * @param categories of the request; without them, every SMS
 */
record QuietHours(LocalTime from, LocalTime to, @Nullable Set<String> categories) {

    /** Clocks that leave no hour to all of them: then the first hour that suits one. */
    private static final int MOST_STEPS = 64;

    QuietHours {
        Required.field("quietHours.from", from);
        Required.field("quietHours.to", to);
        Required.that(!from.equals(to), "quietHours.from and quietHours.to are the same");
    }

    boolean isFor(@Nullable String category) {
        return categories == null || category != null && categories.contains(category);
    }

    /** The first moment from then on at which nobody is disturbed. */
    Instant end(Instant at, List<ZoneId> zones) {
        var moment = at;
        for (int step = 0; step < MOST_STEPS; step++) {
            var later = moment;
            for (var zone : zones) {
                later = end(later, zone);
            }
            if (later.equals(moment)) {
                return moment;
            }
            moment = later;
        }
        return end(at, zones.getFirst());
    }

    private Instant end(Instant at, ZoneId zone) {
        var there = at.atZone(zone);
        if (!isQuiet(there.toLocalTime())) {
            return at;
        }
        var end = there.toLocalDate().atTime(to).atZone(zone);
        return (end.toInstant().isAfter(at)
                        ? end
                        : there.toLocalDate().plusDays(1).atTime(to).atZone(zone))
                .toInstant();
    }

    private boolean isQuiet(LocalTime time) {
        var isAfterBegin = !time.isBefore(from);
        var isBeforeEnd = time.isBefore(to);
        return from.isBefore(to) ? isAfterBegin && isBeforeEnd : isAfterBegin || isBeforeEnd;
    }
}
