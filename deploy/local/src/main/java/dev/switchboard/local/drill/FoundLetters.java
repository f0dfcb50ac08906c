package dev.switchboard.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.deadletter.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.support.KafkaHeaders;

/** What a reader put aside of what the drill gave it, by flaw. */
record FoundLetters(Map<String, List<Letter>> byFlaw) {

    record Letter(String cause, String reason) {}

    static FoundLetters of(String bootstrapServers, Topic<?> topic, ConsumerGroup reader) {
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "50");
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var partitions = consumer.partitionsFor(topic.deadLetters(reader)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new HashMap<String, List<Letter>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.computeIfAbsent(text(record, BadRecords.FLAW), _ -> new ArrayList<>())
                                .add(new Letter(
                                        text(record, DeadLetters.CAUSE),
                                        text(record, KafkaHeaders.DLT_EXCEPTION_MESSAGE))));
            }
            return new FoundLetters(found);
        }
    }

    List<Letter> with(String flaw) {
        return byFlaw.getOrDefault(flaw, List.of());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        var found = record.headers().lastHeader(header);
        return found == null ? "none" : new String(found.value(), UTF_8);
    }
}
