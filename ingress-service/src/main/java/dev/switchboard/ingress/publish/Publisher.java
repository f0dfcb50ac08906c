package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.IngressProperties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Returns when the broker has all of it, and at no other time. It waits, and so belongs on a virtual thread. */
@Component
public class Publisher {

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Duration acknowledgedWithin;

    @Autowired
    Publisher(KafkaTemplate<byte[], byte[]> kafka, IngressProperties properties) {
        this(kafka, properties.acknowledgedWithin());
    }

    Publisher(KafkaTemplate<byte[], byte[]> kafka, Duration acknowledgedWithin) {
        this.kafka = kafka;
        this.acknowledgedWithin = acknowledgedWithin;
    }

    /** Either all are acknowledged, or {@link NotPublished} is thrown: some may then be on their topics all the same. */
    public void publish(List<ProducerRecord<byte[], byte[]>> records) {
        publish(records, acknowledgedWithin);
    }

    void publish(List<ProducerRecord<byte[], byte[]>> records, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        try {
            // A send waits for the topic's metadata while the broker is away: the first to fail ends the round.
            var sent = records.stream().map(kafka::send).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new NotPublished(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublished(e);
        }
    }
}
