package dev.switchboard.local.drill;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the readers of topics have come. */
final class ReadProgress implements AutoCloseable {

    private final Admin admin;

    ReadProgress(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Where each partition of these topics ends now. */
    Map<TopicPartition, Long> ends(List<Topic<?>> topics) throws InterruptedException {
        try {
            var described = admin.describeTopics(
                            topics.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();
            var asked = described.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell where its topics end", e);
        }
    }

    /** Each reader that is not yet there, with what it has before it; nobody when all have read everything. */
    List<String> behind(List<Topic<?>> topics, String prefix, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        var behind = new ArrayList<String>();
        for (var reader : ConsumerGroup.values()) {
            var read = read(prefix + reader.id());
            for (var topic : topics) {
                if (topic.readers().contains(reader)) {
                    ends.forEach((partition, end) -> {
                        var at = read.get(partition);
                        if (partition.topic().equals(topic.name()) && (at == null || at.offset() < end)) {
                            behind.add(reader.id() + " at " + partition + ", " + (at == null ? "nothing" : at.offset())
                                    + " of " + end + " read");
                        }
                    });
                }
            }
        }
        return behind;
    }

    private Map<TopicPartition, OffsetAndMetadata> read(String group) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell how far " + group + " has read", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
