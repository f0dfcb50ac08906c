package dev.switchboard.contracts.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.status.StatusEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumptionIT {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String SECRET = "see you at eight, +14155550199";

    private Cluster cluster;
    private Topic<SendCommand> topic;
    private String letters;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> worked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeTopics() throws ExecutionException, InterruptedException {
        cluster = new Cluster();
        topic = cluster.topics.sendRequests();
        letters = topic.deadLetters(ConsumerGroup.DISPATCHER);
        cluster.make(topic);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void badRecordIsPutAsideWholeAndTheOnesAroundItAreDone() {
        publish(wish(1));
        var bad = new ProducerRecord<>(topic.name(), 1, "a key".getBytes(UTF_8), ("oops " + SECRET).getBytes(UTF_8));
        bad.headers()
                .add("ce_id", "42".getBytes(UTF_8))
                .add("x-mine", new byte[] {0, -1})
                .add("x-mine", null);
        publish(bad);
        publish(wish(2));

        listenUntil(this::works, () -> assertThat(worked).containsExactlyInAnyOrder(id(1), id(2)));

        var letter = onlyLetter();
        assertThat(letter.key()).isEqualTo(bad.key());
        assertThat(letter.value()).isEqualTo(bad.value());
        assertThat(letter.partition()).isEqualTo(1);
        assertThat(List.of(letter.headers().toArray())).startsWith(bad.headers().toArray());
        assertThat(text(letter.headers(), "kafka_dlt-original-topic")).isEqualTo(topic.name());
        assertThat(number(letter.headers(), "kafka_dlt-original-partition")).isEqualTo(1);
        assertThat(number(letter.headers(), "kafka_dlt-original-offset")).isZero();
        assertThat(text(letter.headers(), "kafka_dlt-original-consumer-group")).isEqualTo("dispatcher-service");
        assertThat(text(letter.headers(), "kafka_dlt-exception-fqcn")).isEqualTo(CannotWork.class.getName());
        assertThat(text(letter.headers(), "kafka_dlt-exception-message")).startsWith("not JSON at line 1, column ");
        assertThat(text(letter.headers(), "x-dlt-cause")).isEqualTo("undecodable");
        assertThat(text(letter.headers(), "x-dlt-attempts")).isEqualTo("1");
        assertThat(text(letter.headers(), "x-dlt-at")).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(dead("undecodable")).isEqualTo(1);
    }

    @Test
    void troubleIsRepeatedUntilItIsOverAndPutsNothingAside() {
        publish(wish(1));
        publish(wish(2));
        var calls = new AtomicInteger();

        listenUntil(
                batch -> {
                    if (calls.incrementAndGet() < 4) {
                        throw new IllegalStateException(new SQLException("gone", "08006"));
                    }
                    works(batch);
                },
                () -> assertThat(worked).contains(id(1), id(2)));

        assertThat(letters()).isEmpty();
    }

    /** The records before the trouble are behind us: putting them aside again would show one fault as many. */
    @Test
    void troubleHalfWayThroughABatchPutsNothingAsideTwice() {
        publish(garbage());
        publish(wish(1));
        publish(garbage());
        publish(wish(2));
        publish(garbage());
        var troubles = new AtomicInteger();

        listenUntil(
                batch -> {
                    if (batch.size() > 1) {
                        throw new IllegalStateException("together they do not work");
                    }
                    if (id(2).equals(idOf(batch.getFirst())) && troubles.incrementAndGet() < 4) {
                        throw new IllegalStateException(new SQLException("gone", "57P01"));
                    }
                    works(batch);
                },
                () -> assertThat(letters()).hasSize(3));

        assertThat(troubles).hasValue(4);
        assertThat(worked).contains(id(1), id(2));
        assertThat(letters()).hasSize(3);
    }

    @Test
    void bugIsTriedThreeTimesAloneAndThenPutAside() {
        var together = new AtomicInteger();
        var alone = new AtomicInteger();

        consumption(batch -> {
                    if (batch.stream().anyMatch(one -> idOf(one).equals(id(2)))) {
                        (batch.size() > 1 ? together : alone).incrementAndGet();
                        throw new IllegalStateException("cannot handle " + SECRET);
                    }
                    works(batch);
                })
                .on(received(wish(1), wish(2), wish(3)));

        assertThat(together).hasValue(1);
        assertThat(alone).hasValue(3);
        assertThat(worked).containsExactly(id(1), id(3));
        assertThat(text(onlyLetter().headers(), "x-dlt-cause")).isEqualTo("bug");
        assertThat(text(onlyLetter().headers(), "x-dlt-attempts")).isEqualTo("3");
        assertThat(text(onlyLetter().headers(), "kafka_dlt-exception-message"))
                .startsWith("java.lang.IllegalStateException at dev.switchboard.");
    }

    @Test
    void whatABugRecoversFromIsDone() {
        var attempts = new AtomicInteger();

        consumption(batch -> {
                    if (attempts.incrementAndGet() < 4) {
                        throw new IllegalStateException();
                    }
                    works(batch);
                })
                .on(received(wish(1)));

        assertThat(worked).containsExactly(id(1));
        assertThat(letters()).isEmpty();
    }

    @Test
    void recordTheDatabaseRefusesIsPutAsideAtOnce() {
        var calls = new AtomicInteger();

        consumption(_ -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException(new SQLException("Failing row contains " + SECRET, "23514"));
                })
                .on(received(wish(1)));

        assertThat(calls).hasValue(2);
        assertThat(text(onlyLetter().headers(), "x-dlt-cause")).isEqualTo("invalid");
    }

    @Test
    void whenMostFailTheFaultIsOursAndConsumptionPauses() {
        var consumption = consumption(_ -> {
            throw new IllegalStateException("cannot handle " + SECRET);
        });
        var records = received(wishes(25));

        var thrown = catchThrowable(() -> consumption.on(records));

        assertThat(letters()).hasSize(19);
        assertThat(thrown).hasStackTraceContaining("most records fail").hasStackTraceContaining("@19");
        assertThat(stackTrace(thrown)).doesNotContain("1415").doesNotContain("eight");
    }

    @Test
    void aBadRecordNowAndThenIsNoReasonToPause() {
        var consumption = consumption(batch -> {
            if (batch.size() == 1) {
                throw new IllegalStateException();
            }
            works(batch);
        });

        for (var i = 0; i < 30; i++) {
            consumption.on(received(wish(1)));
            consumption.on(received(wish(2), wish(3)));
        }

        assertThat(letters()).hasSize(30);
    }

    @Test
    void recordsThatCannotWorkNeverCountAsAnOutage() {
        var consumption = consumption(_ -> {
            throw CannotWork.invalid("content is empty");
        });

        consumption.on(received(wishes(30)));

        assertThat(letters()).hasSize(30);
    }

    @Test
    void whatWasReplayedInVainThreeTimesIsParked() {
        var replays = Stream.of("1", "2", "3", "17", "many", null).map(this::replayed);

        consumption(this::works).on(received(replays.toList()));

        assertThat(letters()).extracting(ConsumptionIT::replays).containsExactly("1", "2", "many", null);
        assertThat(cluster.everythingOn(topic.parked(ConsumerGroup.DISPATCHER)))
                .extracting(ConsumptionIT::replays)
                .containsExactly("3", "17");
    }

    @Test
    void secondDeathTellsTheLastCauseOnce() {
        consumption(this::works).on(received(garbage()));
        var again = new ProducerRecord<>(
                topic.name(), 0, wish(1).key(), wish(1).value(), onlyLetter().headers());

        consumption(_ -> {
                    throw CannotWork.conflict("other content under the same id");
                })
                .on(received(again));

        var causes = new ArrayList<String>();
        letters()
                .getLast()
                .headers()
                .headers("x-dlt-cause")
                .forEach(header -> causes.add(new String(header.value(), UTF_8)));
        assertThat(causes).containsExactly("conflict");
    }

    @Test
    void nothingOfTheRecordIsRepeatedInTheHeaders() {
        consumption(_ -> {
                    throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
                })
                .on(received(wish(1), new ProducerRecord<>(topic.name(), 0, new byte[0], SECRET.getBytes(UTF_8))));

        assertThat(letters()).hasSize(2).allSatisfy(letter -> {
            for (var header : letter.headers()) {
                assertThat(new String(header.value(), UTF_8))
                        .doesNotContain("1415")
                        .doesNotContain("eight");
            }
        });
    }

    @Test
    void whoeverIsStoppedPutsNothingAside() {
        var thrown = catchThrowable(() -> consumption(_ -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("half-done");
                })
                .on(received(wish(1))));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(thrown).hasMessage("half-done");
        assertThat(letters()).isEmpty();
    }

    @Test
    void recordOfAnUnknownTypeIsSkippedAndCounted() throws Exception {
        var status = cluster.topics.status();
        cluster.make(status);
        var skipped =
                new ConsumerRecord<>(status.name(), 0, 0, new byte[0], "{\"type\":\"StatusForetold\"}".getBytes(UTF_8));

        new Consumption<StatusEvent>(status, _ -> worked.add("?"), deadLetters(ConsumerGroup.STATUS), meters)
                .on(List.of(skipped));

        assertThat(worked).isEmpty();
        assertThat(cluster.everythingOn(status.deadLetters(ConsumerGroup.STATUS)))
                .isEmpty();
        assertThat(meters.counter("messaging.skipped", "topic", status.name()).count())
                .isEqualTo(1);
    }

    @Test
    void largestRecordThereCanBeFindsItsPlace() throws Exception {
        var inbound = cluster.topics.inbound();
        cluster.make(inbound);
        var largest = new ConsumerRecord<>(inbound.name(), 0, 0, new byte[0], new byte[inbound.maxRecordBytes()]);

        new Consumption<>(inbound, _ -> {}, deadLetters(ConsumerGroup.STATUS), meters).on(List.of(largest));

        assertThat(cluster.everythingOn(inbound.deadLetters(ConsumerGroup.STATUS)))
                .hasSize(1);
    }

    /** Compressed by its producer it is small for the broker: it must neither stop its partition nor vanish unseen. */
    @Test
    void whatIsLargerThanADeadLetterMayBeIsPutAsideWithoutItsContent() {
        var oversized =
                new ConsumerRecord<>(topic.name(), 1, 7, id(1).getBytes(UTF_8), new byte[2 * topic.maxRecordBytes()]);
        oversized.headers().add("tenant", "acme".getBytes(UTF_8));

        consumption(this::works).on(List.of(oversized));

        var letter = onlyLetter();
        assertThat(letter.key()).isEqualTo(id(1).getBytes(UTF_8));
        assertThat(letter.value()).isNull();
        assertThat(text(letter.headers(), "tenant")).isEqualTo("acme");
        assertThat(text(letter.headers(), DeadLetters.OMITTED))
                .isEqualTo(Integer.toString(2 * topic.maxRecordBytes() + 46));
        assertThat(number(letter.headers(), "kafka_dlt-original-offset")).isEqualTo(7);
        assertThat(text(letter.headers(), "x-dlt-cause")).isEqualTo("undecodable");
    }

    private void listenUntil(Consumption.Work<SendCommand> work, Runnable holds) {
        var container = cluster.listen(topic, ConsumerGroup.DISPATCHER, consumption(work));
        try {
            await().untilAsserted(holds::run);
        } finally {
            container.stop();
        }
    }

    private Consumption<SendCommand> consumption(Consumption.Work<SendCommand> work) {
        return new Consumption<>(topic, work, deadLetters(ConsumerGroup.DISPATCHER), meters);
    }

    private DeadLetters deadLetters(ConsumerGroup group) {
        return new DeadLetters(group, cluster.kafka, meters, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void works(List<Delivery<SendCommand>> batch) {
        batch.forEach(one -> worked.add(idOf(one)));
    }

    private void publish(ProducerRecord<byte[], byte[]> record) {
        cluster.publish(record);
    }

    @SafeVarargs
    private static List<ConsumerRecord<byte[], byte[]>> received(ProducerRecord<byte[], byte[]>... records) {
        return received(List.of(records));
    }

    private static List<ConsumerRecord<byte[], byte[]>> received(List<ProducerRecord<byte[], byte[]>> records) {
        var received = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var record : records) {
            var one = new ConsumerRecord<>(record.topic(), 0, received.size(), record.key(), record.value());
            record.headers().forEach(header -> one.headers().add(header));
            received.add(one);
        }
        return received;
    }

    private ProducerRecord<byte[], byte[]> wish(int n) {
        var json = """
                {"messageId":"%s","channel":"sms","to":"+14155550142","content":{"type":"text","body":"Hello"}}""".formatted(id(n));
        return new ProducerRecord<>(topic.name(), 0, id(n).getBytes(UTF_8), json.getBytes(UTF_8));
    }

    private List<ProducerRecord<byte[], byte[]>> wishes(int count) {
        return IntStream.range(0, count).mapToObj(this::wish).toList();
    }

    private ProducerRecord<byte[], byte[]> replayed(@Nullable String times) {
        var record = garbage();
        record.headers().add(DeadLetters.REPLAY_COUNT, times == null ? null : times.getBytes(UTF_8));
        return record;
    }

    private static @Nullable String replays(ConsumerRecord<?, ?> record) {
        var count = record.headers().lastHeader(DeadLetters.REPLAY_COUNT).value();
        return count == null ? null : new String(count, UTF_8);
    }

    private ProducerRecord<byte[], byte[]> garbage() {
        return new ProducerRecord<>(topic.name(), 0, new byte[0], "no send-request".getBytes(UTF_8));
    }

    private static String id(int n) {
        return "0199ab12-7c00-7d3e-8f10-%012d".formatted(n);
    }

    private static String idOf(Delivery<SendCommand> delivery) {
        return delivery.event().messageId().toString();
    }

    private List<ConsumerRecord<byte[], byte[]>> letters() {
        return cluster.everythingOn(letters);
    }

    private ConsumerRecord<byte[], byte[]> onlyLetter() {
        var all = letters();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private double dead(String cause) {
        return meters.counter("messaging.deadletters", "topic", topic.name(), "cause", cause)
                .count();
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static long number(Headers headers, String name) {
        var bytes = ByteBuffer.wrap(headers.lastHeader(name).value());
        return bytes.remaining() == 4 ? bytes.getInt() : bytes.getLong();
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
