package dev.switchboard.operator;

import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import dev.switchboard.infrastructure.Infrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Dead letters as a consumer puts them aside, on topics nobody else has. */
final class PutAside implements AutoCloseable {

    static final String BROKER = Infrastructure.forTests().bootstrapServers();

    private final String prefix = UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Topics topics = new Topics(prefix, new Shape(2, (short) 1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong offset = new AtomicLong(1000);
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
            Map.of("bootstrap.servers", BROKER), new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers);

    /** With the topics that are written to here; all of them would take a second in every test. */
    PutAside() throws Exception {
        this(topics -> List.of(
                topics.sendRequests(),
                topics.status(),
                topics.unreadable(),
                topics.redecode(),
                topics.deadLetterAudit()));
    }

    static PutAside onEveryTopic() throws Exception {
        return new PutAside(Topics::all);
    }

    private PutAside(Function<Topics, List<Topic<?>>> used) throws Exception {
        var wanted = used.apply(topics);
        try (var admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            var declared = Stream.of(topics.declarations())
                    .filter(topic ->
                            wanted.stream().anyMatch(one -> topic.name().startsWith(one.name())))
                    .toList();
            admin.createTopics(declared).all().get();
            var names = declared.stream().map(NewTopic::name).toList();
            // A broker tells of a topic, and leads its partitions, a moment after it was made.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.describeTopics(names).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null));
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", BROKER, "KAFKA_TOPIC_PREFIX", prefix, "SWITCHBOARD_OPERATOR", "ana@test");
    }

    Topics topics() {
        return topics;
    }

    /** A request as a consumer puts it aside that has a bug. */
    void bug(Instant at, Instant requestedAt, String key, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        var record = new ConsumerRecord<>(
                topics.sendRequests().name(),
                0,
                offset.getAndIncrement(),
                requestedAt.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(StandardCharsets.UTF_8),
                bytes,
                new RecordHeaders().add("x-tenant", "acme".getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
        new Consumption<>(
                        topics.sendRequests(),
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        letters(ConsumerGroup.DISPATCHER, at),
                        meters)
                .on(List.of(record));
    }

    void putInvalid(Instant at, String key, String value) {
        var record = new ConsumerRecord<>(
                topics.sendRequests().name(),
                0,
                offset.getAndIncrement(),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
        new Consumption<>(topics.sendRequests(), _ -> {}, letters(ConsumerGroup.DISPATCHER, at), meters)
                .on(List.of(record));
    }

    /** A webhook as ingress puts it aside when it cannot decode it. */
    void unreadable(Instant at) throws Exception {
        var webhook = new UnreadableWebhook(
                Provider.TWILIO, "/api/v1/whatsapp/webhook", null, null, new byte[] {1}, "the form is not UTF-8", at);
        kafka.send(topics.unreadable().record(webhook, new Envelope("1", "/ingress", at, null, null)))
                .get();
    }

    /** What somebody wrote on the topic in the ordinary way. */
    void live(String value) throws Exception {
        kafka.send(
                        topics.sendRequests().name(),
                        0,
                        "live".getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8))
                .get();
    }

    String sendRequests() {
        return topics.sendRequests().deadLetters(ConsumerGroup.DISPATCHER);
    }

    String statuses() {
        return topics.status().deadLetters(ConsumerGroup.STATUS);
    }

    void sendRequest(int partition, Instant at, String tenant, String value) {
        var record = record(topics.sendRequests().name(), partition, value);
        record.headers().add("x-tenant", tenant.getBytes(StandardCharsets.UTF_8));
        new Consumption<>(topics.sendRequests(), batch -> {}, letters(ConsumerGroup.DISPATCHER, at), meters)
                .on(List.of(record));
    }

    void status(Instant at, String value) {
        new Consumption<>(topics.status(), batch -> {}, letters(ConsumerGroup.STATUS, at), meters)
                .on(List.of(record(topics.status().name(), 1, value)));
    }

    DeadLetters letters(ConsumerGroup group, Instant at) {
        return new DeadLetters(group, kafka, meters, Clock.fixed(at, ZoneOffset.UTC));
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, int partition, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                topic, partition, offset.getAndIncrement(), "key-1".getBytes(StandardCharsets.UTF_8), bytes);
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
