package dev.switchboard.operator;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.request.SendCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Stands for the dispatcher: reads send requests as a service does, and puts aside those it was told to. */
final class Reader implements AutoCloseable {

    private final List<ConsumerRecord<byte[], byte[]>> read = new CopyOnWriteArrayList<>();
    private final PutAside putAside;
    private final Instant now;
    private final Predicate<String> bad;
    private final Thread thread;
    private volatile boolean closed;

    Reader(PutAside putAside, Instant now, Predicate<String> bad) {
        this.putAside = putAside;
        this.now = now;
        this.bad = bad;
        this.thread = Thread.ofPlatform().name("reader").start(this::read);
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return read;
    }

    private void read() {
        var topic = putAside.topics().sendRequests();
        var consumption = new Consumption<>(
                topic, this::work, putAside.letters(ConsumerGroup.DISPATCHER, now), new SimpleMeterRegistry());
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        PutAside.BROKER,
                        "group.id",
                        putAside.topics().prefix() + ConsumerGroup.DISPATCHER.id(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic.name()));
            while (!closed) {
                var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                consumer.poll(Duration.ofMillis(100)).forEach(batch::add);
                if (!batch.isEmpty()) {
                    read.addAll(batch);
                    consumption.on(batch);
                    consumer.commitSync();
                }
            }
        }
    }

    private void work(List<Delivery<SendCommand>> batch) {
        for (var delivery : batch) {
            if (bad.test(delivery.event().key())) {
                throw CannotWork.invalid("still wrong");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
