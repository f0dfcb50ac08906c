package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Span;
import dev.switchboard.operator.dlt.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The dead letters of a plan, and no others, in the order of each partition. */
final class Source {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<RecordPosition> wanted;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    Source(KafkaConsumer<byte[], byte[]> consumer, List<Span> spans, Set<RecordPosition> done) {
        this.consumer = consumer;
        wanted = new HashSet<>(Spans.positions(spans).toList());
        wanted.removeAll(done);
        var begins = new HashMap<TopicPartition, Long>();
        for (var position : wanted) {
            var partition = new TopicPartition(position.topic(), position.partition());
            begins.merge(partition, position.offset(), Math::min);
            ends.merge(partition, position.offset() + 1, Math::max);
        }
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
    }

    /** All of a plan, or what is left of it. */
    static Source of(Plan plan, boolean again, KafkaConsumer<byte[], byte[]> consumer) {
        return new Source(consumer, plan.spans(), again ? Set.of() : plan.done());
    }

    List<String> topics() {
        return ends.keySet().stream().map(TopicPartition::topic).distinct().toList();
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    long size() {
        return wanted.size();
    }

    Map<TopicPartition, Long> begins() {
        var begins = new HashMap<TopicPartition, Long>();
        ends.keySet().forEach(partition -> begins.put(partition, consumer.position(partition)));
        return begins;
    }

    /** Whether the topic has lost some of them, or never had them. */
    boolean isTruncated() {
        var first = consumer.beginningOffsets(ends.keySet());
        var last = consumer.endOffsets(ends.keySet());
        return ends.entrySet().stream().anyMatch(end -> end.getValue() > last.getOrDefault(end.getKey(), 0L))
                || begins().entrySet().stream()
                        .anyMatch(begin -> begin.getValue() < first.getOrDefault(begin.getKey(), 0L));
    }

    /** Some more; an empty list says nothing yet. */
    List<DeadLetter> next() {
        var letters = new ArrayList<DeadLetter>();
        for (var record : consumer.poll(POLL)) {
            if (wanted.contains(RecordPosition.of(record))) {
                letters.add(new DeadLetter(record));
            }
        }
        return letters;
    }

    boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
