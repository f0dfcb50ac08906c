package dev.switchboard.simulator.callback;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The virtual threads on which messages live their lives; they end with the application, not with their stories. */
@Component
public class Backstage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Backstage.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underway = new AtomicInteger();

    public <T> Future<T> start(Callable<T> task) {
        underway.incrementAndGet();
        return threads.submit(() -> {
            try {
                return task.call();
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("a message's story broke off");
                throw e;
            } finally {
                underway.decrementAndGet();
            }
        });
    }

    int underway() {
        return underway.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
