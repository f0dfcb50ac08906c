package dev.switchboard.dispatcher;

import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Ends or stops its process when a place is passed for the so-maniest time: {@code HALT:CLAIMED:2}. */
record Trap(Manner manner, String place, int time, AtomicInteger passed) implements Failpoints {

    static final String NAME = "TRAP";
    static final int HALTED = 42;

    /** Nothing is there to be caught in. */
    static final String NONE = "HALT:NOWHERE:1";

    enum Manner {
        HALT,
        STOP
    }

    static Trap of(String text) {
        var parts = text.split(":");
        return new Trap(Manner.valueOf(parts[0]), parts[1], Integer.parseInt(parts[2]), new AtomicInteger());
    }

    @Override
    public void reach(Failpoint reached) {
        pass(reached.name());
    }

    void pass(String reached) {
        if (reached.equals(place)) {
            switch (manner) {
                case HALT -> haltInTime();
                case STOP -> stopInTime();
            }
        }
    }

    private void haltInTime() {
        if (passed.incrementAndGet() == time) {
            halt();
        }
    }

    /** Nobody gets past the place while the process is about to stop: the moment behind it belongs to no one. */
    private void stopInTime() {
        synchronized (passed) {
            if (passed.incrementAndGet() == time) {
                stop();
            }
        }
    }

    /** What was written is on its way, and the thread that wrote it is needed for that. */
    private void halt() {
        if (place.equals(Failpoint.WRITTEN.name())) {
            Thread.ofPlatform().start(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                Runtime.getRuntime().halt(HALTED);
            });
        } else {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    /** Every thread stands still where it is, until somebody lets the process go on. */
    private static void stop() {
        var self = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-STOP", self).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
