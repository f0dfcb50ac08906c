package dev.switchboard.operator.dlt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How times print: to the second, in UTC. */
public final class Times {
    private Times() {}

    public static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
