package dev.switchboard.local.drill;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** A consumer whose bug puts good records aside, as the real ones do it. */
public final class PutAside implements AutoCloseable {

    private static final int AT_ONCE = 32;

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Map<ConsumerGroup, DeadLetters> deadLetters = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong offset = new AtomicLong(1_000_000);
    private final Clock clock = Clock.systemUTC();
    private final int partitions;

    public PutAside(String bootstrapServers, int partitions) {
        this.partitions = partitions;
        producers = new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        kafka = new KafkaTemplate<>(producers);
    }

    /** Returns when all of them are dead letters. */
    <E extends Event> void all(Topic<E> topic, ConsumerGroup reader, List<GoodRecord> records) {
        var turns = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            records.forEach(record -> threads.execute(() -> {
                turns.acquireUninterruptibly();
                one(topic, reader, record.key(), record.value().toString());
                turns.release();
            }));
        }
    }

    public <E extends Event> void one(Topic<E> topic, ConsumerGroup reader, String key, String value) {
        new Consumption<>(
                        topic,
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        deadLetters.computeIfAbsent(reader, one -> new DeadLetters(one, kafka, meters, clock)),
                        meters)
                .on(List.of(record(topic, key, value)));
    }

    private ConsumerRecord<byte[], byte[]> record(Topic<?> topic, String key, String value) {
        return new ConsumerRecord<>(
                topic.name(),
                Math.floorMod(key.hashCode(), partitions),
                offset.getAndIncrement(),
                clock.millis(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
