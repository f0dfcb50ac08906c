package dev.switchboard.operator.dlt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How times print: to the second, in UTC. */
final class Times {
    private Times() {}

    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
