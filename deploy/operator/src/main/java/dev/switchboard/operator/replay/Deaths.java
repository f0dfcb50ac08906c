package dev.switchboard.operator.replay;

import dev.switchboard.contracts.deadletter.WayBack;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Shelf;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Which of the records that were put back are put aside again. */
final class Deaths implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String planId;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> dead = new HashSet<>();
    private Optional<String> reason = Optional.empty();

    Deaths(Cluster cluster, List<Shelf> shelves, String planId) {
        this.planId = planId;
        consumer = cluster.consumer();
        var partitions = shelves.stream()
                .flatMap(shelf -> consumer.partitionsFor(shelf.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** How many until now: one that is put aside twice, after a crash, is one. */
    long count() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(POLL)) {
                if (planId.equals(WayBack.text(record.headers(), WayBack.REPLAY_ID))) {
                    var letter = new DeadLetter(record);
                    dead.add(letter.header(WayBack.REPLAY_OF).orElse(""));
                    reason = Optional.of(letter.cause() + ": " + letter.reason());
                }
            }
        }
        return dead.size();
    }

    Optional<String> reason() {
        return reason;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
