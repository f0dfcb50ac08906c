package dev.switchboard.local;

import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.change.StateChange;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the changes from now on, as a reader without a group: it leaves no trace in the broker. */
final class EventLines {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventLines(String bootstrapServers, String topic) throws InterruptedException {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = awaitPartitions(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** A broker tells of a topic a moment after it was made. */
    private List<PartitionInfo> awaitPartitions(String topic) throws InterruptedException {
        var partitions = consumer.partitionsFor(topic);
        while (partitions.isEmpty()) {
            Thread.sleep(MOMENT);
            partitions = consumer.partitionsFor(topic);
        }
        return partitions;
    }

    void print(PrintStream output) {
        Thread.ofPlatform().daemon().name("event-lines").start(() -> follow(output));
    }

    private void follow(PrintStream output) {
        while (true) {
            for (var record : consumer.poll(Duration.ofMinutes(1))) {
                if (Wire.read(record.value(), StateChange.class) instanceof Reading.Known<StateChange>(var change)) {
                    EventLine.of(change).ifPresent(output::println);
                }
            }
        }
    }
}
