package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;

/** A record that is not a send request is put aside with its reason; those behind it are sent. */
class DeadLetterFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();
    private final Topic<?> requests = new Topics("", new Topic.Shape(3, (short) 1)).sendRequests();

    @Test
    void whatIsNotASendRequestIsDeadLetteredAndTheRecordBehindItIsSent() {
        var bad = UUID.randomUUID().toString();
        var good = UUID.randomUUID().toString();

        // One partition for both: the bad one must not hold up the other.
        produce(
                bad,
                "{\"messageId\":\"" + bad
                        + "\",\"channel\":\"whatsapp\",\"content\":{\"type\":\"text\",\"body\":\"x\"}}");
        produce(good, """
                {"messageId":"%s","channel":"whatsapp","to":"+14155550100","content":{"type":"text","body":"Behind"}}""".formatted(good));

        switchboard.awaitStatus(good, "read");
        assertThat(deadLetters(bad)).singleElement().satisfies(deadLetter -> {
            assertThat(text(deadLetter, DeadLetters.CAUSE)).isEqualTo("invalid");
            assertThat(text(deadLetter, KafkaHeaders.DLT_EXCEPTION_MESSAGE)).isEqualTo("to is missing");
            assertThat(text(deadLetter, KafkaHeaders.DLT_ORIGINAL_TOPIC)).isEqualTo(requests.name());
            assertThat(text(deadLetter, "team")).isEqualTo("parcels");
            assertThat(new String(deadLetter.value(), StandardCharsets.UTF_8)).contains(bad);
        });
    }

    private void produce(String key, String value) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", switchboard.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>(
                    requests.name(), 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
            record.headers().add("team", "parcels".getBytes(StandardCharsets.UTF_8));
            producer.send(record);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", switchboard.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(requests.deadLetters(ConsumerGroup.DISPATCHER)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
