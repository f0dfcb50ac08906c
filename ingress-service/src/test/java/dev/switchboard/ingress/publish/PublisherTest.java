package dev.switchboard.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.core.KafkaTemplate;

/** Kafka's own stand-in for a producer acknowledges when it is told to. */
@Timeout(30)
class PublisherTest {

    private static final List<ProducerRecord<byte[], byte[]>> TWO =
            List.of(new ProducerRecord<>("topic", new byte[] {1}), new ProducerRecord<>("topic", new byte[] {2}));

    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void returnsWhenTheLastRecordIsAcknowledgedAndNotBefore() {
        var publishing = CompletableFuture.runAsync(
                () -> publisher(Duration.ofSeconds(20)).publish(TWO));
        await().until(() -> broker.history().size() == 2);

        broker.completeNext();
        assertThat(publishing).isNotDone();
        broker.completeNext();

        assertThat(publishing).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void givesUpWhenNobodyAnswers() {
        assertThatThrownBy(() -> publisher(Duration.ofMillis(50)).publish(TWO))
                .isInstanceOfSatisfying(
                        NotPublished.class, e -> assertThat(e.reason()).isEqualTo("TimeoutException"));
    }

    @Test
    void givesUpWhenOneRecordIsRefused() {
        var publishing = CompletableFuture.runAsync(
                () -> publisher(Duration.ofSeconds(20)).publish(TWO));
        await().until(() -> broker.history().size() == 2);

        broker.completeNext();
        broker.errorNext(new NotEnoughReplicasException("one of two"));

        assertThat(publishing).failsWithin(Duration.ofSeconds(10));
    }

    private Publisher publisher(Duration acknowledgedWithin) {
        return new Publisher(new KafkaTemplate<>(() -> broker), acknowledgedWithin);
    }
}
