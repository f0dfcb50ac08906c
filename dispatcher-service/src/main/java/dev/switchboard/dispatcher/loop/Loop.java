package dev.switchboard.dispatcher.loop;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes one turn after another while the service runs: at once while there is more to do, else when woken or after a
 * pause. Trouble in a turn makes the next one wait longer and longer; it never ends the loop.
 */
public final class Loop implements SmartLifecycle {

    /** What a turn found. */
    public enum Turn {
        MORE,
        NOTHING_MORE,
        DONE_FOR_EVER
    }

    private static final Duration SHORTEST_TROUBLE = Duration.ofMillis(500);
    private static final Duration LONGEST_TROUBLE = Duration.ofSeconds(10);
    private static final Duration LAST_TURN_WITHIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final int phase;
    private final Duration pause;
    private final Bell bell;
    private final Supplier<Turn> turn;
    private final Runnable last;

    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /** @param phase loops of a higher phase are stopped, with their last turn, before those of a lower one */
    public Loop(String name, int phase, Duration pause, Bell bell, Supplier<Turn> turn, Runnable last) {
        this.name = name;
        this.phase = phase;
        this.pause = pause;
        this.bell = bell;
        this.turn = turn;
        this.last = last;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
        try {
            if (!thread.join(LAST_TURN_WITHIN)) {
                thread.interrupt();
            }
            last.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    private void run() {
        var trouble = SHORTEST_TROUBLE;
        try {
            while (running) {
                try {
                    switch (turn.get()) {
                        case MORE -> {}
                        case NOTHING_MORE -> bell.await(pause);
                        case DONE_FOR_EVER -> running = false;
                    }
                    trouble = SHORTEST_TROUBLE;
                } catch (RuntimeException e) {
                    log.atWarn()
                            .addKeyValue("loop", name)
                            .addKeyValue("pauseMs", trouble.toMillis())
                            .setCause(e)
                            .log("turn failed and will be taken again");
                    bell.await(trouble);
                    trouble = longer(trouble);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration trouble) {
        var doubled = trouble.multipliedBy(2);
        return doubled.compareTo(LONGEST_TROUBLE) < 0 ? doubled : LONGEST_TROUBLE;
    }
}
