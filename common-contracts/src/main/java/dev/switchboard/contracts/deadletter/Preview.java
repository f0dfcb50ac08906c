package dev.switchboard.contracts.deadletter;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Gatherers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a service is asked at {@code POST /internal/preview}: what would these records do, if they came in this order?
 * Keys, values and headers are base64, byte for byte.
 */
public record Preview(String topic, List<Letter> records) {

    public static final String PATH = "/internal/preview";

    /** The largest body: one record of the largest topic and what base64 adds. */
    public static final int LARGEST = 8 << 20;

    public static final int MOST = 1000;

    /** Less than a service has connections: its consumers go on meanwhile. */
    private static final int AT_ONCE = 4;

    /** Where nothing ever stood, so that what is tried is not taken for what was. */
    private static final long NOWHERE = Long.MAX_VALUE - MOST;

    public Preview {
        Required.field("topic", topic);
        Required.field("records", records);
        Required.that(records.size() <= MOST, "records has more than " + MOST + " of them");
        records = List.copyOf(records);
    }

    /**
     * From a body.
     *
     * @throws CannotWork when it asks nothing of the kind; the reason names the field
     */
    public static Preview read(byte[] body) {
        return Wire.readPart(body, Preview.class);
    }

    /** One effect for each record, in their order. */
    public record Answer(List<Effect> effects) {
        public Answer {
            Required.field("effects", effects);
            effects = List.copyOf(effects);
        }
    }

    public record Letter(@Nullable String key, @Nullable String value, long timestamp, List<Header> headers) {
        public Letter {
            requireBase64("key", key);
            requireBase64("value", value);
            Required.field("headers", headers);
            headers = List.copyOf(headers);
        }

        public static Letter of(ProducerRecord<byte[], byte[]> record) {
            var headers = new ArrayList<Header>();
            record.headers().forEach(header -> headers.add(new Header(header.key(), base64(header.value()))));
            var timestamp = record.timestamp();
            return new Letter(base64(record.key()), base64(record.value()), timestamp == null ? 0 : timestamp, headers);
        }
    }

    public record Header(String name, @Nullable String value) {
        public Header {
            Required.field("name", name);
            requireBase64("value", value);
        }
    }

    private static void requireBase64(String field, @Nullable String text) {
        try {
            bytes(text);
        } catch (IllegalArgumentException e) {
            throw new Unfit(field + " is not base64");
        }
    }

    /** Each of them read and tried as a consumer does it, by itself, and so some at a time. */
    public <E extends Event> Answer tried(Topic<E> topic, Function<Delivery<E>, Effect> trial) {
        return new Answer(consumed().stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, record -> tried(topic, record, trial)))
                .toList());
    }

    private static <E extends Event> Effect tried(
            Topic<E> topic, ConsumerRecord<byte[], byte[]> record, Function<Delivery<E>, Effect> trial) {
        try {
            return switch (topic.read(record)) {
                case Reading.Known<E>(var event) -> trial.apply(Delivery.of(event, record));
                case Reading.UnknownType<E> _ -> new Effect(Effect.Kind.NOTHING, "a type nobody here knows is skipped");
            };
        } catch (RuntimeException e) {
            return Effect.of(e);
        }
    }

    /** As a consumer would get them. */
    public List<ConsumerRecord<byte[], byte[]>> consumed() {
        var consumed = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var letter : records) {
            consumed.add(consumed(letter, NOWHERE + consumed.size()));
        }
        return consumed;
    }

    private ConsumerRecord<byte[], byte[]> consumed(Letter letter, long offset) {
        var headers = new RecordHeaders();
        letter.headers().forEach(header -> headers.add(header.name(), bytes(header.value())));
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                letter.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                bytes(letter.key()),
                bytes(letter.value()),
                headers,
                Optional.empty());
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte @Nullable [] bytes(@Nullable String base64) {
        return base64 == null ? null : Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return "Preview[" + records.size() + " of " + topic + "]";
    }
}
