package dev.switchboard.contracts.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;

class WayBackTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant FIRST = NOW.minus(Duration.ofHours(5));
    private static final Topics TOPICS = new Topics("north.", new Topic.Shape(3, (short) 1));
    private static final Topic<?> STATUS = TOPICS.status();
    private static final byte[] VALUE = {1, -1, 0};

    private final WayBack wayBack = new WayBack(TOPICS);

    @Test
    void keyValueOwnHeadersTimeAndPartitionAreThoseItHad() {
        var back = back(letter(STATUS.deadLetters(ConsumerGroup.STATUS), STATUS.name(), 2, FIRST, null), 3);

        assertThat(back.topic()).isEqualTo("north.messaging.status.v1");
        assertThat(back.partition()).isEqualTo(2);
        assertThat(back.timestamp()).isEqualTo(FIRST.toEpochMilli());
        assertThat(back.key()).asString().isEqualTo("key");
        assertThat(back.value()).isEqualTo(VALUE);
        assertThat(Arrays.stream(back.headers().toArray()).map(header -> header.key() + "=" + text(header.value())))
                .containsExactly(
                        "x-tenant=acme",
                        "ce_id=1",
                        "x-replay-id=p-1",
                        "x-replay-count=1",
                        "x-replay-by=ana@host",
                        "x-replay-at=" + NOW,
                        "x-replay-of=north.messaging.status.v1.status-service.dlt/0@7");
    }

    @Test
    void replaysAreCountedAndWrittenOnce() {
        var letter = letter(STATUS.deadLetters(ConsumerGroup.STATUS), STATUS.name(), 0, FIRST, "2");
        assertThat(WayBack.replays(letter)).isEqualTo(2);
        assertThat(back(letter, 3).headers().headers("x-replay-count"))
                .extracting(header -> text(header.value()))
                .containsExactly("3");
    }

    @Test
    void onlyTheTopicItsShelfBelongsToIsATarget() {
        var shelf = STATUS.deadLetters(ConsumerGroup.STATUS);
        assertThat(wayBack.target(letter(shelf, STATUS.name(), 0, FIRST, null))).contains(STATUS);
        assertThat(wayBack.target(letter(STATUS.parked(ConsumerGroup.STATUS), STATUS.name(), 0, FIRST, null)))
                .contains(STATUS);
        assertThat(wayBack.target(letter(shelf, "payments", 0, FIRST, null))).isEmpty();
        assertThat(wayBack.target(letter(shelf, TOPICS.sendRequests().name(), 0, FIRST, null)))
                .isEmpty();
    }

    @Test
    void aWebhookNobodyCouldDecodeGoesWhereItIsReadAgain() {
        assertThat(wayBack.target(letter(TOPICS.unreadable().name(), "payments", 0, FIRST, null)))
                .contains(TOPICS.redecode());
    }

    @Test
    void aTopicWithFewerPartitionsThanThenPlacesItByKey() {
        assertThat(back(letter(STATUS.deadLetters(ConsumerGroup.STATUS), STATUS.name(), 2, FIRST, null), 2)
                        .partition())
                .isNull();
    }

    @Test
    void whatIsOlderThanHalfTheTopicsRetentionGetsTheTimeOfNow() {
        var old = NOW.minus(STATUS.retention());
        assertThat(back(letter(STATUS.deadLetters(ConsumerGroup.STATUS), STATUS.name(), 0, old, null), 3)
                        .timestamp())
                .isEqualTo(NOW.toEpochMilli());
    }

    private ProducerRecord<byte[], byte[]> back(ConsumerRecord<byte[], byte[]> letter, int partitions) {
        return wayBack.record(letter, STATUS, partitions, letter.value(), new WayBack.Stamp("p-1", "ana@host", NOW));
    }

    private static ConsumerRecord<byte[], byte[]> letter(
            String shelf, String origin, int partition, Instant time, @Nullable String replays) {
        var headers = new RecordHeaders()
                .add("x-tenant", bytes("acme"))
                .add("ce_id", bytes("1"))
                .add(KafkaHeaders.DLT_ORIGINAL_TOPIC, bytes(origin))
                .add(
                        KafkaHeaders.DLT_ORIGINAL_PARTITION,
                        ByteBuffer.allocate(4).putInt(partition).array())
                .add(
                        KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
                        ByteBuffer.allocate(8).putLong(time.toEpochMilli()).array())
                .add(KafkaHeaders.DLT_EXCEPTION_MESSAGE, bytes("why"))
                .add(DeadLetters.CAUSE, bytes("bug"))
                .add("retry_topic-attempts", bytes("1"));
        if (replays != null) {
            headers.add(DeadLetters.REPLAY_COUNT, bytes(replays));
        }
        return new ConsumerRecord<>(
                shelf,
                0,
                7,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                bytes("key"),
                VALUE,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
