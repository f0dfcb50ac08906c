package dev.switchboard.dispatcher.ledger;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** When a claimed call may begin, so that the pace is kept. */
public record Start(LongSupplier ticker, long at) {

    public static Start in(Duration wait, LongSupplier ticker, long from) {
        return new Start(ticker, from + wait.toNanos());
    }

    public static Start now() {
        return new Start(() -> 0, 0);
    }

    /** A moment at most: nothing is claimed long before its start. */
    public void await() {
        for (var left = at - ticker.getAsLong();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = at - ticker.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }
}
