package dev.switchboard.local;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What has to be undone when this process ends, however it was asked to: last begun, first ended. */
final class Ending {
    private final Deque<Runnable> steps = new ConcurrentLinkedDeque<>();
    private volatile boolean begun;

    Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "ending"));
    }

    void first(Runnable step) {
        steps.push(step);
    }

    boolean hasBegun() {
        return begun;
    }

    private void run() {
        begun = true;
        steps.forEach(Runnable::run);
    }
}
