package dev.switchboard.fallback.deadline;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.KafkaException;

/**
 * How far all instances together have read. The broker itself keeps that: an offset is committed after what stands before
 * it was written to the database.
 */
public record NewsProgress(Admin admin, List<String> topics, String readers) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where the topics end now; a partition without records has nothing to be read. */
    Map<TopicPartition, Long> ends() {
        var partitions = partitions();
        var earliest = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        ends.entrySet().removeIf(end -> end.getValue().equals(earliest.get(end.getKey())));
        return ends;
    }

    boolean isPast(Map<TopicPartition, Long> ends) {
        var read = answer(admin.listConsumerGroupOffsets(readers).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream().allMatch(end -> {
            var offset = read.get(end.getKey());
            return offset != null && offset.offset() >= end.getValue();
        });
    }

    private List<TopicPartition> partitions() {
        return answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var wanted = partitions.stream().collect(toMap(Function.identity(), _ -> spec));
        var offsets = new HashMap<TopicPartition, Long>();
        answer(admin.listOffsets(wanted).all()).forEach((partition, at) -> offsets.put(partition, at.offset()));
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker does not say how far the news goes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped while asking how far the news goes", e);
        }
    }
}
