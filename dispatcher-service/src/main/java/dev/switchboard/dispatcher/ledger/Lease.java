package dev.switchboard.dispatcher.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when a claim entitles to its one call. It is measured on a monotonic clock and begins before the claim is
 * written, so that it never outlives what the database says, whatever was set, paused or delayed in between.
 */
public final class Lease {

    private static final Duration FOR_READING = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier ticker;
    private final long start;
    private final Duration length;

    private Lease(LongSupplier ticker, Duration length) {
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.length = length;
    }

    public static Lease starting(LongSupplier ticker, Duration length) {
        return new Lease(ticker, length);
    }

    /** For what may be asked any number of times. */
    public static Lease endless() {
        return new Lease(() -> 0, FOR_READING);
    }

    public boolean isOver() {
        return ticker.getAsLong() - start >= length.toNanos();
    }
}
