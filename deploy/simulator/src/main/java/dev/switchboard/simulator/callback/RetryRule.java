package dev.switchboard.simulator.callback;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

public record RetryRule(int repeats, Duration within, Duration readTimeout, Set<Trouble> on) {
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    public static RetryRule persistent(Duration within, Duration readTimeout, Set<Trouble> on) {
        return new RetryRule(Integer.MAX_VALUE, within, readTimeout, on);
    }

    /** Repeats what this rule repeats and more, until the time is over. */
    public RetryRule kinder(Duration longer) {
        var more = EnumSet.of(Trouble.CONNECT, Trouble.READ, Trouble.SERVER_ERROR);
        more.addAll(on);
        return persistent(longer, readTimeout, more);
    }

    boolean repeats(Attempt attempt, int attempts) {
        return attempts <= repeats && attempt.setback().filter(on::contains).isPresent();
    }

    static Duration pause(int attempts) {
        var pause = Duration.ofMillis(100).multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(SLOWEST) < 0 ? pause : SLOWEST;
    }
}
