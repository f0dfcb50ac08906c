package dev.switchboard.ingress;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records topics have been given so far. */
final class Ends implements AutoCloseable {

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> partitions;

    Ends(String bootstrapServers, List<String> topics) {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
        partitions = partitions(topics);
    }

    private Map<TopicPartition, OffsetSpec> partitions(List<String> topics) {
        try {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    long sum() {
        try {
            return admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
