package dev.switchboard.status.change;

import dev.switchboard.contracts.Topics;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.change.Outbox.Untold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Empties the outbox: at once when something was added, and now and then for what a crash left behind. */
@Component
public class Publisher implements SmartLifecycle {

    /** Ends after the listeners, which begin to stop before it. */
    private static final int PHASE = Integer.MAX_VALUE - 1000;

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);
    /** Short, because the broker may be away; what is left in the outbox is found by the next start. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final Outbox outbox;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final Topics topics;
    private final StatusProperties properties;
    private final Semaphore news = new Semaphore(0);
    private final Scheduler blocking = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());
    private volatile Thread thread = new Thread();
    private volatile boolean running;

    Publisher(Outbox outbox, KafkaOperations<byte[], byte[]> kafka, Topics topics, StatusProperties properties) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.topics = topics;
        this.properties = properties;
    }

    /** Something was added and committed. */
    public void wake() {
        news.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("change-publisher").start(this::run);
    }

    private void run() {
        try {
            while (running) {
                publishAll();
                var _ = news.tryAcquire(properties.changes().interval().toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trouble leaves the rows where they are; the next round meets them again. */
    private void publishAll() {
        try {
            var published = 1;
            while (running && published > 0) {
                published = outbox.publish(this::send, blocking)
                        .blockOptional(ACKNOWLEDGED_WITHIN.multipliedBy(2))
                        .orElse(0);
            }
        } catch (RuntimeException e) {
            if (running) {
                log.atWarn()
                        .addKeyValue("topic", topics.changes().name())
                        .addKeyValue("failure", e.toString())
                        .log("changes wait in the outbox");
            }
        }
    }

    private void send(List<Untold> changes) {
        var sent = changes.stream().map(this::send).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent)
                .orTimeout(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private CompletableFuture<?> send(Untold change) {
        var value = change.change().getBytes(StandardCharsets.UTF_8);
        return kafka.send(topics.changes().record(change.key(), change.type(), value, change.envelope()));
    }

    /** What is on its way may arrive; torn off in the middle, it would only be sent again. */
    @Override
    public void stop() {
        running = false;
        news.release();
        try {
            if (!thread.join(LAST_ROUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        blocking.dispose();
    }

    /** What is only rebuilt was told before. */
    @Override
    public boolean isAutoStartup() {
        return properties.database().isUsed();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
