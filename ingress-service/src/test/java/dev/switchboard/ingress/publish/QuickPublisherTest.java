package dev.switchboard.ingress.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.infrastructure.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import reactor.core.scheduler.Schedulers;

class QuickPublisherTest {

    /** A producer's own patience is a minute: whoever waits here is found out, however slow the machine. */
    private static final Duration LESS_THAN_A_PRODUCER_WAITS = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void failsAtOnceWhereItWouldHaveToWaitForTheBroker(int records) {
        var nobody = new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + FreePort.find()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var some = List.of(
                        new ProducerRecord<byte[], byte[]>("one", new byte[1]),
                        new ProducerRecord<byte[], byte[]>("two", new byte[1]))
                .subList(0, records);
        try (var publisher = new QuickPublisher(nobody)) {
            // On a thread of its own, because whoever waits in a send does so where it was asked for.
            var published = publisher.publish(some, Duration.ofMinutes(1)).subscribeOn(Schedulers.boundedElastic());

            assertThatThrownBy(() -> published.block(LESS_THAN_A_PRODUCER_WAITS))
                    .isInstanceOf(TimeoutException.class);
        }
    }
}
