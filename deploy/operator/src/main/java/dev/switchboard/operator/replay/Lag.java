package dev.switchboard.operator.replay;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** How far the readers of what is put back are behind. */
final class Lag implements AutoCloseable {

    private final Cluster cluster;
    private final Admin admin;

    /** By reader: where the records went that it has to read, as the offset behind the last one. */
    private final Map<ConsumerGroup, Map<TopicPartition, Long>> sent = new HashMap<>();

    Lag(Cluster cluster) {
        this.cluster = cluster;
        this.admin = cluster.admin();
    }

    synchronized void sent(ConsumerGroup reader, TopicPartition partition, long next) {
        sent.computeIfAbsent(reader, _ -> new HashMap<>()).merge(partition, next, Math::max);
    }

    /** How many records stand before the readers of these topics, ours among them. */
    long before(ConsumerGroup reader, String topic) {
        var read = read(reader);
        var partitions = partitions(topic);
        var ends = ends(partitions, OffsetSpec.latest());
        var begins = ends(partitions, OffsetSpec.earliest());
        return partitions.keySet().stream()
                .mapToLong(partition -> ends.getOrDefault(partition, 0L)
                        - read.getOrDefault(partition, begins.getOrDefault(partition, 0L)))
                .filter(lag -> lag > 0)
                .sum();
    }

    /** How many of the partitions that got something have not been read so far. */
    synchronized boolean isReadByAll() {
        return sent.entrySet().stream().allMatch(entry -> {
            var read = read(entry.getKey());
            return entry.getValue().entrySet().stream()
                    .allMatch(one -> read.getOrDefault(one.getKey(), 0L) >= one.getValue());
        });
    }

    private Map<TopicPartition, Long> read(ConsumerGroup reader) {
        var offsets = get(admin.listConsumerGroupOffsets(cluster.topics().prefix() + reader.id())
                .partitionsToOffsetAndMetadata());
        var read = new HashMap<TopicPartition, Long>();
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                read.put(partition, offset.offset());
            }
        });
        return read;
    }

    private Map<TopicPartition, Integer> partitions(String topic) {
        var described = get(admin.describeTopics(java.util.List.of(topic)).allTopicNames());
        return described.values().stream()
                .flatMap(one -> one.partitions().stream())
                .collect(toMap(info -> new TopicPartition(topic, info.partition()), info -> info.partition()));
    }

    private Map<TopicPartition, Long> ends(Map<TopicPartition, Integer> partitions, OffsetSpec spec) {
        var asked = partitions.keySet().stream().collect(toMap(one -> one, _ -> spec));
        var found = new HashMap<TopicPartition, Long>();
        get(admin.listOffsets(asked).all()).forEach((partition, info) -> found.put(partition, info.offset()));
        return found;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new CannotReach("Kafka does not tell how far its readers are: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
