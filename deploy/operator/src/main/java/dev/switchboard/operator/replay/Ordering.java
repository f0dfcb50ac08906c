package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.dlt.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Which of the records have newer ones of the same key behind them on the topic they go back to. */
final class Ordering {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<TopicPartition, Map<String, Long>> keys = new HashMap<>();

    /**
     * @param complete whether all that stands behind them could be looked at in reasonable time
     */
    record Found(int keys, long newer, boolean complete) {}

    void add(DeadLetter letter) {
        letter.origin()
                .ifPresent(origin -> keys.computeIfAbsent(
                                new TopicPartition(origin.topic(), origin.partition()), _ -> new HashMap<>())
                        .merge(letter.key(), origin.offset(), Math::min));
    }

    Found look(Cluster cluster) {
        var newer = new HashMap<TopicPartition, Map<String, Long>>();
        var complete = true;
        if (!keys.isEmpty()) {
            complete = read(cluster, newer);
        }
        var behind = newer.values().stream().mapToLong(Map::size).sum();
        return new Found(keys.values().stream().mapToInt(Map::size).sum(), behind, complete);
    }

    private boolean read(Cluster cluster, Map<TopicPartition, Map<String, Long>> newer) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        try (var consumer = cluster.consumer()) {
            consumer.assign(keys.keySet());
            var ends = consumer.endOffsets(keys.keySet());
            keys.forEach((partition, places) -> consumer.seek(
                    partition,
                    places.values().stream().mapToLong(Long::longValue).min().orElse(0) + 1));
            while (keys.keySet().stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                if (System.nanoTime() > until) {
                    return false;
                }
                consumer.poll(POLL).forEach(record -> note(newer, RecordPosition.of(record), record.key()));
            }
        }
        return true;
    }

    private void note(Map<TopicPartition, Map<String, Long>> newer, RecordPosition position, byte[] key) {
        var partition = new TopicPartition(position.topic(), position.partition());
        var text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        var mine = keys.getOrDefault(partition, Map.of()).get(text);
        if (!text.isEmpty() && mine != null && position.offset() > mine) {
            newer.computeIfAbsent(partition, _ -> new HashMap<>()).put(text, position.offset());
        }
    }
}
