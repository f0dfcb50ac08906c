package dev.switchboard.dispatcher.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many calls may be in flight, and how many more there is room for. */
final class Slots {

    private final int all;
    private final Semaphore free;

    Slots(int all) {
        this.all = all;
        this.free = new Semaphore(all);
    }

    /** As many as there are, up to a limit; none when none came free for a while. */
    int take(int limit, Duration patience) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        var taken = 1;
        while (taken < limit && free.tryAcquire()) {
            taken++;
        }
        return taken;
    }

    void giveBack(int slots) {
        free.release(slots);
    }

    /** Whether nothing is in flight any more. */
    boolean awaitAllFree(Duration patience) {
        try {
            return free.tryAcquire(all, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
