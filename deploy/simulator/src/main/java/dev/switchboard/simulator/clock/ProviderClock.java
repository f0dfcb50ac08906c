package dev.switchboard.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** The machine's time and what was skipped of it. As time does, it only goes forward; whoever waits, waits by it. */
@Component
public final class ProviderClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    Duration ahead() {
        return ahead;
    }

    synchronized void skip(Duration some) {
        ahead = ahead.plus(some);
        notifyAll();
    }

    public void sleep(Duration most) throws InterruptedException {
        var _ = await(() -> false, most);
    }

    /** Whether it came true in time; whoever makes it true says {@link #look}. */
    public synchronized boolean await(BooleanSupplier wanted, Duration most) throws InterruptedException {
        var end = instant().plus(most);
        while (!wanted.getAsBoolean()) {
            var left = Duration.between(instant(), end);
            if (!left.isPositive()) {
                return false;
            }
            // Rounded up: to wait for no milliseconds is to wait for ever.
            TimeUnit.MILLISECONDS.timedWait(this, left.toMillis() + 1);
        }
        return true;
    }

    public synchronized void look() {
        notifyAll();
    }
}
