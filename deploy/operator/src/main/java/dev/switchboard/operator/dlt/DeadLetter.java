package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.operator.audit.State;
import dev.switchboard.operator.audit.States;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.kafka.support.KafkaHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A record that was put aside, with what its headers say of it. One that somebody else wrote may say less. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    private static final String UNKNOWN = "unknown";

    public RecordPosition position() {
        return RecordPosition.of(record);
    }

    public Optional<RecordPosition> origin() {
        var topic = text(KafkaHeaders.DLT_ORIGINAL_TOPIC);
        var partition = number(KafkaHeaders.DLT_ORIGINAL_PARTITION);
        var offset = number(KafkaHeaders.DLT_ORIGINAL_OFFSET);
        return topic.isEmpty() || partition.isEmpty() || offset.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordPosition(topic.get(), partition.get().intValue(), offset.get()));
    }

    public String cause() {
        return text(DeadLetters.CAUSE).orElseGet(() -> toldInside().isPresent() ? "unreadable" : UNKNOWN);
    }

    public String reason() {
        return text(KafkaHeaders.DLT_EXCEPTION_MESSAGE)
                .or(() -> text(KafkaHeaders.DLT_EXCEPTION_FQCN))
                .or(this::toldInside)
                .orElse(UNKNOWN);
    }

    /** A webhook nobody could decode has its reason in its value. */
    private Optional<String> toldInside() {
        try {
            return Optional.ofNullable(record.value())
                    .filter(_ -> record.headers().lastHeader("ce_type") != null)
                    .map(value -> Wire.JSON.readTree(value).path("reason"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public State state(States states) {
        return states.of(position(), at());
    }

    /** When it was put aside. */
    public Instant at() {
        try {
            return text(DeadLetters.AT).map(Instant::parse).orElseGet(this::writtenAt);
        } catch (DateTimeException e) {
            return writtenAt();
        }
    }

    private Instant writtenAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    public String replays() {
        return text(DeadLetters.REPLAY_COUNT).orElse("0");
    }

    public String key() {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    public Optional<String> value() {
        return Optional.ofNullable(record.value()).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    public int size() {
        return record.value() == null ? 0 : record.value().length;
    }

    /** What somebody wrote into a header; of several the last. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value ->
                        isNumber(name) ? Long.toString(number(value)) : new String(value, StandardCharsets.UTF_8));
    }

    /** All of them, sorted, numbers as numbers. */
    Map<String, String> headers() {
        var all = new TreeMap<String, String>();
        for (var header : record.headers()) {
            header(header.key()).ifPresent(value -> all.put(header.key(), value));
        }
        return all;
    }

    private Optional<String> text(String name) {
        return header(name);
    }

    private Optional<Long> number(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(DeadLetter::number);
    }

    private static boolean isNumber(String name) {
        return name.equals(KafkaHeaders.DLT_ORIGINAL_PARTITION)
                || name.equals(KafkaHeaders.DLT_ORIGINAL_OFFSET)
                || name.equals(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP);
    }

    /** Four bytes of a partition, eight of an offset or a time. */
    private static long number(byte[] value) {
        return switch (value.length) {
            case Integer.BYTES -> ByteBuffer.wrap(value).getInt();
            case Long.BYTES -> ByteBuffer.wrap(value).getLong();
            default -> -1;
        };
    }
}
