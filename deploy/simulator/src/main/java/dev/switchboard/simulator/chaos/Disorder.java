package dev.switchboard.simulator.chaos;

import dev.switchboard.simulator.SimulatorProperties;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides what goes wrong. What becomes of a callback follows from the seed and from what it tells, and not from which
 * thread asks first: with the same seed and the same sends the same goes wrong.
 */
@Component
public class Disorder {

    private final long seed;
    private final AtomicLong creates = new AtomicLong();
    private volatile Chaos chaos = Chaos.NONE;

    Disorder(SimulatorProperties properties) {
        seed = properties.seed() == null ? new SplittableRandom().nextLong() : properties.seed();
    }

    Chaos now() {
        return chaos;
    }

    void become(Chaos chaos) {
        this.chaos = chaos;
    }

    public Duration delay() {
        return chaos.lateness();
    }

    public boolean loses(String callback) {
        return happens(chaos.loss(), "loss " + callback);
    }

    public boolean duplicates(String callback) {
        return happens(chaos.duplicates(), "duplicate " + callback);
    }

    public boolean reorders(String callback) {
        return happens(chaos.reorder(), "reorder " + callback);
    }

    public boolean turnsAway() {
        return happens(chaos.tooMany(), "429 " + creates.getAndIncrement());
    }

    public boolean fails() {
        return happens(chaos.serverErrors(), "500 " + creates.getAndIncrement());
    }

    private boolean happens(@Nullable Double share, String what) {
        return Chaos.value(share) > 0
                && new SplittableRandom(seed * 31 + what.hashCode()).nextDouble() < Chaos.value(share);
    }
}
