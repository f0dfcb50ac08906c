package dev.switchboard.simulator.chaos;

import dev.switchboard.simulator.InvalidInput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much goes wrong; shares are between 0 and 1, and what is left out is 0.
 *
 * @param delay seconds before each callback
 * @param loss of callbacks that are never told
 * @param duplicates of callbacks that are told twice
 * @param reorder of callbacks that later ones overtake
 * @param tooMany of creates answered 429, of which nothing was taken
 * @param serverErrors of creates answered 500
 */
record Chaos(
        @Nullable Double delay,
        @Nullable Double loss,
        @Nullable Double duplicates,
        @Nullable Double reorder,
        @Nullable Double tooMany,
        @Nullable Double serverErrors) {

    static final Chaos NONE = new Chaos(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    private static final double LONGEST = 600;

    Chaos {
        delay = checked("delay", delay, LONGEST);
        loss = checked("loss", loss, 1);
        duplicates = checked("duplicates", duplicates, 1);
        reorder = checked("reorder", reorder, 1);
        tooMany = checked("tooMany", tooMany, 1);
        serverErrors = checked("serverErrors", serverErrors, 1);
    }

    Duration lateness() {
        return Duration.ofMillis((long) (value(delay) * 1000));
    }

    static double value(@Nullable Double share) {
        return share == null ? 0 : share;
    }

    private static double checked(String field, @Nullable Double given, double most) {
        var value = value(given);
        if (!(value >= 0 && value <= most)) {
            throw new InvalidInput(field, "must be between 0 and " + (long) most);
        }
        return value;
    }
}
