package dev.switchboard.local.flow;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** A consumer whose bug puts good records aside, as the real ones do it. */
final class Bug {

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong offset = new AtomicLong(1_000_000);

    Bug(String bootstrapServers) {
        kafka = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    <E extends Event> void putAside(Topic<E> topic, ConsumerGroup reader, String key, String value) {
        new Consumption<>(
                        topic,
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        new DeadLetters(reader, kafka, meters, Clock.systemUTC()),
                        meters)
                .on(List.of(record(topic, key, value)));
    }

    private ConsumerRecord<byte[], byte[]> record(Topic<?> topic, String key, String value) {
        return new ConsumerRecord<>(
                topic.name(),
                Math.floorMod(key.hashCode(), 3),
                offset.getAndIncrement(),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
