package dev.switchboard.local.drill;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Patience, with an end. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Waiting() {}

    static void until(String what, Callable<Boolean> isThere) throws InterruptedException {
        until(what, PATIENCE, isThere);
    }

    static void until(String what, Duration patience, Callable<Boolean> isThere) throws InterruptedException {
        if (!isSoon(patience, isThere)) {
            throw new IllegalStateException("waited in vain for " + what);
        }
    }

    /** Whether it came about in time. */
    static boolean isSoon(Callable<Boolean> isThere) throws InterruptedException {
        return isSoon(PATIENCE, isThere);
    }

    static boolean isSoon(Duration patience, Callable<Boolean> isThere) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!holds(isThere)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(200);
        }
        return true;
    }

    private static boolean holds(Callable<Boolean> isThere) throws InterruptedException {
        try {
            return isThere.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
