package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.DispatcherProperties;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a call that was not taken: twice as long each time, scattered, and never less than was asked. */
final class RetrySchedule {

    private static final int MOST_DOUBLINGS = 30;

    private final DispatcherProperties.Retry retry;
    private final RandomGenerator random;

    RetrySchedule(DispatcherProperties.Retry retry, RandomGenerator random) {
        this.retry = retry;
        this.random = random;
    }

    Duration after(int attempt, Duration notBefore) {
        var doubled = retry.first().toMillis() * (1L << Math.clamp(attempt - 1, 0, MOST_DOUBLINGS));
        var most = Math.min(doubled, retry.longest().toMillis());
        // At least half of it, so that a crowd is spread out and nobody comes back at once.
        var pause = most / 2 + random.nextLong(most / 2 + 1);
        return notBefore.plusMillis(pause);
    }
}
