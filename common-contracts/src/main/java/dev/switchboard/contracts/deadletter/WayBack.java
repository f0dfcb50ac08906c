package dev.switchboard.contracts.deadletter;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * A dead letter as it goes back onto the topic it came from: key, value and the headers it came with are unchanged; what
 * was written on it when it was put aside is taken off, and who put it back is written on.
 */
public record WayBack(Topics topics) {

    /** Which plan put it back. */
    public static final String REPLAY_ID = "x-replay-id";

    public static final String REPLAY_BY = "x-replay-by";
    public static final String REPLAY_AT = "x-replay-at";

    /** The dead letter it was. */
    public static final String REPLAY_OF = "x-replay-of";

    private static final List<String> OF_THE_SHELF =
            List.of("kafka_dlt-", "retry_topic-", "springDeserializerException", "x-dlt-");

    /** Who puts back, by which plan, and when. */
    public record Stamp(String replayId, String by, Instant at) {}

    /**
     * The topic a dead letter came from, if it is one of ours: no header can name another. A webhook nobody could decode
     * goes where ingress reads it again.
     */
    public Optional<Topic<?>> target(ConsumerRecord<byte[], byte[]> letter) {
        if (letter.topic().equals(topics.unreadable().name())) {
            return Optional.of(topics.redecode());
        }
        var name = text(letter.headers(), KafkaHeaders.DLT_ORIGINAL_TOPIC);
        return topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .filter(topic -> topic.readers().stream()
                        .anyMatch(reader -> letter.topic().equals(topic.deadLetters(reader))
                                || letter.topic().equals(topic.parked(reader))))
                .findFirst();
    }

    /**
     * The record to put back. It keeps the time it first had: a request that names no time of its own is as old as that.
     *
     * @param partitions how many the target has: where it had its place, it gets it again
     * @param value the same bytes, or a person's correction of them
     */
    public ProducerRecord<byte[], byte[]> record(
            ConsumerRecord<byte[], byte[]> letter,
            Topic<?> target,
            int partitions,
            byte @Nullable [] value,
            Stamp stamp) {
        var partition = (int) number(letter.headers(), KafkaHeaders.DLT_ORIGINAL_PARTITION, -1);
        return new ProducerRecord<>(
                target.name(),
                partition >= 0 && partition < partitions ? partition : null,
                timestamp(letter, target, stamp.at()),
                letter.key(),
                value,
                headers(letter, stamp));
    }

    /** One older than the topic keeps anything would be gone before a reader that is away came back. */
    private static long timestamp(ConsumerRecord<byte[], byte[]> letter, Topic<?> target, Instant now) {
        var original = number(letter.headers(), KafkaHeaders.DLT_ORIGINAL_TIMESTAMP, letter.timestamp());
        var oldest = now.minus(target.retention().dividedBy(2)).toEpochMilli();
        return original < 0 || original < oldest ? now.toEpochMilli() : original;
    }

    private static Headers headers(ConsumerRecord<byte[], byte[]> letter, Stamp stamp) {
        var headers = new RecordHeaders();
        for (Header header : letter.headers()) {
            if (OF_THE_SHELF.stream().noneMatch(header.key()::startsWith)) {
                headers.add(header);
            }
        }
        put(headers, REPLAY_ID, stamp.replayId());
        put(headers, DeadLetters.REPLAY_COUNT, Integer.toString(replays(letter) + 1));
        put(headers, REPLAY_BY, stamp.by());
        put(headers, REPLAY_AT, stamp.at().toString());
        put(headers, REPLAY_OF, RecordPosition.of(letter).toString());
        return headers;
    }

    /** How often it was put back before. */
    public static int replays(ConsumerRecord<byte[], byte[]> letter) {
        return DeadLetters.replays(letter);
    }

    public static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Four bytes of a partition, eight of an offset or a time. */
    private static long number(Headers headers, String name, long otherwise) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return otherwise;
        }
        return switch (header.value().length) {
            case Integer.BYTES -> ByteBuffer.wrap(header.value()).getInt();
            case Long.BYTES -> ByteBuffer.wrap(header.value()).getLong();
            default -> otherwise;
        };
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
