package dev.switchboard.fallback.outbox;

import java.util.concurrent.CompletableFuture;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Publishes what was decided: right after the commit, and after a crash or an outage by the clock. */
@Component
public class OutboxPublisher {

    private static final int AT_ONCE = 200;

    private final Outbox outbox;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final TransactionOperations transaction;
    private final TaskScheduler scheduler;

    OutboxPublisher(
            Outbox outbox,
            KafkaOperations<byte[], byte[]> kafka,
            TransactionOperations transaction,
            TaskScheduler scheduler) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.transaction = transaction;
        this.scheduler = scheduler;
    }

    /** On a thread of its own: reading the news need not wait for the broker to take a request. */
    public void publishSoon() {
        scheduler.schedule(this::publish, scheduler.getClock().instant());
    }

    @Scheduled(fixedDelayString = "${fallback.outbox.every}")
    void publish() {
        Boolean mayBeMore;
        do {
            mayBeMore = transaction.execute(_ -> publishSome());
        } while (Boolean.TRUE.equals(mayBeMore));
    }

    /** The rows stay locked until the broker has the records; if it refuses one, all of them are sent again. */
    private boolean publishSome() {
        var waiting = outbox.next(AT_ONCE);
        if (!waiting.isEmpty()) {
            var sent = waiting.stream().map(one -> kafka.send(one.record())).toList();
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            outbox.published(waiting);
        }
        return waiting.size() == AT_ONCE;
    }
}
