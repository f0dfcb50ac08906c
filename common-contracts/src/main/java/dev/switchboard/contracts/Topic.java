package dev.switchboard.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** One topic: its name, the family of events on it, and who reads it. */
public record Topic<E extends Event>(
        String name,
        Class<E> family,
        Shape shape,
        Duration retention,
        int maxRecordBytes,
        List<ConsumerGroup> readers) {

    /** How long dead letters outlive their origin: somebody has to find the time. */
    private static final Duration TIME_TO_REPLAY = Duration.ofDays(30);

    /** What the headers of a dead letter may add: the largest record must still find its place. */
    private static final int HEADROOM = 64 * 1024;

    /** How far a cluster spreads a topic. The same for all: one consumer thread then writes a message, whatever it reads. */
    public record Shape(int partitions, short replication) {
        public Shape {
            Required.that(partitions > 0, "KAFKA_PARTITIONS is not positive");
            Required.that(replication > 0, "KAFKA_REPLICATION is not positive");
        }
    }

    /** The record as it goes onto the topic: plain JSON as value, everything about it in headers. */
    public ProducerRecord<byte[], byte[]> record(E event, Envelope envelope) {
        return record(event.key(), Envelope.typeOf(event), Wire.write(event), envelope);
    }

    /**
     * The same for an event that was written before.
     *
     * @param type its {@code type} in the JSON
     */
    public ProducerRecord<byte[], byte[]> record(String key, String type, byte[] value, Envelope envelope) {
        var record = new ProducerRecord<>(name, null, key.getBytes(StandardCharsets.UTF_8), value);
        envelope.write(type, key, record.headers());
        return record;
    }

    /**
     * What a record says.
     *
     * @throws dev.switchboard.contracts.deadletter.CannotWork when it says nothing of this topic's family
     */
    public Reading<E> read(ConsumerRecord<byte[], byte[]> record) {
        return Wire.read(record.value(), family);
    }

    public String deadLetters(ConsumerGroup group) {
        return name + "." + group.id() + ".dlt";
    }

    /** Where a dead letter rests that was replayed in vain too often. */
    public String parked(ConsumerGroup group) {
        return name + "." + group.id() + ".parked";
    }

    NewTopic declaration() {
        return declaration(name, retention, maxRecordBytes);
    }

    List<NewTopic> deadLetterDeclarations() {
        return readers.stream()
                .flatMap(group -> List.of(deadLetters(group), parked(group)).stream())
                .map(deadLetters -> declaration(deadLetters, retention.plus(TIME_TO_REPLAY), maxRecordBytes + HEADROOM))
                .toList();
    }

    private NewTopic declaration(String name, Duration retention, int maxRecordBytes) {
        return new NewTopic(name, shape.partitions(), shape.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes)));
    }
}
