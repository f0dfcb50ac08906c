package dev.switchboard.contracts.deadletter;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Puts aside what a consumer cannot handle: key, value and headers untouched, and beside them where the record came from
 * and why it is here. The headers of the origin and the exception are those of spring-kafka, which tools know.
 */
public final class DeadLetters {

    /** Why, in one word to group by: undecodable, invalid, conflict or bug. */
    public static final String CAUSE = "x-dlt-cause";

    public static final String ATTEMPTS = "x-dlt-attempts";
    public static final String AT = "x-dlt-at";

    /** How large a record was that no dead letter can hold; it stands where it came from. */
    public static final String OMITTED = "x-dlt-omitted";

    /** How often an operator has put this record back; written by the operator's tool. */
    public static final String REPLAY_COUNT = "x-replay-count";

    private static final int REPLAYS_BEFORE_PARKING = 3;
    private static final int LONGEST_KEY_ALONE = 256;
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final ConsumerGroup group;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Repetitions repetitions;

    public DeadLetters(ConsumerGroup group, KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters, Clock clock) {
        this.group = group;
        this.kafka = kafka;
        this.meters = meters;
        this.clock = clock;
        this.repetitions = new Repetitions(clock);
    }

    /** Returns when the broker has it: only then may the partition move on. */
    void put(Topic<?> topic, ConsumerRecord<byte[], byte[]> record, RuntimeException failure, int attempts) {
        var diagnosis = Diagnosis.of(failure);
        var deadLetter = deadLetter(topic, record);
        writeOrigin(deadLetter.headers(), record);
        writeDiagnosis(deadLetter.headers(), diagnosis, attempts);
        send(deadLetter);
        meters.counter("messaging.deadletters", "topic", topic.name(), "cause", diagnosis.cause())
                .increment();
        tell(record, diagnosis);
    }

    /** A producer that compresses gets records onto a topic that are larger than any dead letter may be. */
    private ProducerRecord<byte[], byte[]> deadLetter(Topic<?> topic, ConsumerRecord<byte[], byte[]> record) {
        var target = target(topic, record);
        var size = bytes(record.key()) + bytes(record.value()) + bytes(record.headers());
        if (size <= topic.maxRecordBytes()) {
            return new ProducerRecord<>(target, record.partition(), record.key(), record.value(), record.headers());
        }
        var key = bytes(record.key()) > LONGEST_KEY_ALONE ? null : record.key();
        var headers = bytes(record.headers()) > LONGEST_HEADERS ? null : record.headers();
        var shell = new ProducerRecord<byte[], byte[]>(target, record.partition(), key, null, headers);
        put(shell.headers(), OMITTED, Long.toString(size));
        return shell;
    }

    private static long bytes(Headers headers) {
        var bytes = 0L;
        for (var header : headers) {
            bytes += header.key().length() + bytes(header.value());
        }
        return bytes;
    }

    private static long bytes(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, Diagnosis diagnosis) {
        var times = repetitions.of(record.topic() + " " + diagnosis.cause() + " " + diagnosis.reason());
        if (Repetitions.isWorthALine(times)) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", diagnosis.cause())
                    .addKeyValue("reason", diagnosis.reason())
                    .addKeyValue("times", times)
                    .log("record dead-lettered");
        }
    }

    private String target(Topic<?> topic, ConsumerRecord<byte[], byte[]> record) {
        return replays(record) >= REPLAYS_BEFORE_PARKING ? topic.parked(group) : topic.deadLetters(group);
    }

    static int replays(ConsumerRecord<byte[], byte[]> record) {
        var count = record.headers().lastHeader(REPLAY_COUNT);
        try {
            return count == null || count.value() == null
                    ? 0
                    : Integer.parseInt(new String(count.value(), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void writeOrigin(Headers headers, ConsumerRecord<byte[], byte[]> record) {
        put(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC, record.topic());
        put(
                headers,
                KafkaHeaders.DLT_ORIGINAL_PARTITION,
                ByteBuffer.allocate(4).putInt(record.partition()).array());
        put(
                headers,
                KafkaHeaders.DLT_ORIGINAL_OFFSET,
                ByteBuffer.allocate(8).putLong(record.offset()).array());
        put(
                headers,
                KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
                ByteBuffer.allocate(8).putLong(record.timestamp()).array());
        put(
                headers,
                KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE,
                record.timestampType().toString());
        put(headers, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, group.id());
    }

    private void writeDiagnosis(Headers headers, Diagnosis diagnosis, int attempts) {
        put(headers, KafkaHeaders.DLT_EXCEPTION_FQCN, diagnosis.exception());
        put(headers, KafkaHeaders.DLT_EXCEPTION_CAUSE_FQCN, diagnosis.rootException());
        put(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE, diagnosis.reason());
        put(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE, diagnosis.stackTrace());
        put(headers, CAUSE, diagnosis.cause());
        put(headers, ATTEMPTS, Integer.toString(attempts));
        put(headers, AT, clock.instant().toString());
    }

    private void send(ProducerRecord<byte[], byte[]> deadLetter) {
        try {
            kafka.send(deadLetter).get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the dead letter was not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped before the dead letter was acknowledged", e);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(Headers headers, String name, byte[] value) {
        headers.remove(name).add(name, value);
    }
}
