package dev.switchboard.dispatcher;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.Infrastructure;
import dev.switchboard.simulator.SimulatorApplication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Broker, database, provider and dispatcher, each the real one, and somebody who talks to them from outside. */
final class World implements AutoCloseable {

    /** A machine that builds other things at the same time is slow, not broken. */
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final String database = Infrastructure.forTests().databaseUrl(prefix.replace(".", ""));
    private final Topics topics = new Topics(prefix, new Topic.Shape(2, (short) 1));
    private final int simulatorPort = FreePort.find();
    private final List<ConfigurableApplicationContext> dispatchers = new ArrayList<>();
    private final List<ForkedDispatcher> forks = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> heard = new CopyOnWriteArrayList<>();
    private final Map<String, String> more;
    private final ConfigurableApplicationContext simulator;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread listening;

    final RestClient provider = RestClient.create("http://127.0.0.1:" + simulatorPort);
    final JdbcClient ledger = ledger();

    World() {
        this(Map.of());
    }

    /** @param more settings of its dispatchers that differ */
    World(Map<String, String> more) {
        this(more, World::startDispatcher);
    }

    /** Whose dispatchers come later. */
    static World withoutDispatcher(Map<String, String> more) {
        return new World(more, _ -> {});
    }

    private World(Map<String, String> more, Consumer<World> first) {
        this.more = more;
        simulator = SimulatorApplication.application()
                .run(
                        "--PORT=" + simulatorPort,
                        "--SIMULATOR_CALLBACK_RETRY=false",
                        "--PUBLIC_BASE_URL=http://localhost:8080",
                        "--INGRESS_URL=http://127.0.0.1:1");
        first.accept(this);
        producer = new KafkaProducer<>(client("linger.ms", "20"), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                client("group.id", prefix + "test", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        listening = Thread.ofVirtual().start(this::listen);
    }

    ConfigurableApplicationContext startDispatcher() {
        var dispatcher = DispatcherApplication.application().run(settings());
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    ForkedDispatcher fork(String trap) {
        var fork = ForkedDispatcher.start(trap, settings());
        forks.add(fork);
        return fork;
    }

    private String[] settings() {
        var simulatorUrl = "http://127.0.0.1:" + simulatorPort;
        var settings = new LinkedHashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", Infrastructure.forTests().bootstrapServers(),
                "KAFKA_TOPIC_PREFIX", prefix,
                "DATABASE_URL", database,
                "TWILIO_API_URL", simulatorUrl,
                "WHATSAPP_GRAPH_URL", simulatorUrl));
        settings.putAll(more);
        return Settings.arguments(settings);
    }

    private JdbcClient ledger() {
        var url = DatabaseUrl.parse(database);
        var source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        return JdbcClient.create(source);
    }

    private static Map<String, Object> client(String... more) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("bootstrap.servers", Infrastructure.forTests().bootstrapServers());
        settings.put("metadata.max.age.ms", "500");
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private void listen() {
        var requests = topics.sendRequests();
        consumer.subscribe(List.of(
                topics.sendOutcomes().name(), topics.status().name(), requests.deadLetters(ConsumerGroup.DISPATCHER)));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
            }
        } catch (WakeupException _) {
            // closing
        } finally {
            consumer.close();
        }
    }

    static MessageId anId() {
        return MessageId.next(Clock.systemUTC(), RandomGenerator.getDefault());
    }

    void ask(SendCommand command) {
        ask(command, null);
    }

    void ask(SendCommand command, @Nullable Traceparent traceparent) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), traceparent, null);
        produce(topics.sendRequests().record(command, envelope));
    }

    /** In one batch of the producer, which a consumer gets in one piece. */
    void askTogether(SendCommand... commands) {
        for (var command : commands) {
            var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
            producer.send(topics.sendRequests().record(command, envelope));
        }
        producer.flush();
    }

    void askRaw(String key, String value) {
        produce(new ProducerRecord<>(topics.sendRequests().name(), key.getBytes(), value.getBytes()));
    }

    void report(StatusReported status) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
        produce(topics.status().record(status, envelope));
    }

    void receive(InboundEvent event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
        produce(topics.inbound().record(event, envelope));
    }

    void tellAccount(AccountEvent event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
        produce(topics.account().record(event, envelope));
    }

    void erase(ErasureEvent event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", Instant.now(), null, null);
        produce(topics.erasures().record(event, envelope));
    }

    /** Until nothing that came in is left to read. */
    void awaitInboundRead() {
        var group = topics.prefix() + ConsumerGroup.DISPATCHER.id();
        try (var admin = Admin.create(client())) {
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                var read = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                var latest = IntStream.range(0, 2)
                        .mapToObj(
                                partition -> new TopicPartition(topics.inbound().name(), partition))
                        .collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
                return admin.listOffsets(latest).all().get().entrySet().stream()
                        .allMatch(end -> end.getValue().offset() == 0
                                || read.get(end.getKey()) != null
                                        && read.get(end.getKey()).offset()
                                                == end.getValue().offset());
            });
        }
    }

    /** A process that ended without a word would keep its partitions until the broker misses it. */
    void forgetReaders() throws Exception {
        try (var admin = Admin.create(client())) {
            var group = topics.prefix() + ConsumerGroup.DISPATCHER.id();
            var described = admin.describeConsumerGroups(List.of(group)).all().get();
            if (!described.get(group).members().isEmpty()) {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        }
    }

    private void produce(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> heardOn(String topic, String key) {
        return heard.stream()
                .filter(record -> record.topic().equals(topic))
                .filter(record -> new String(record.key()).equals(key))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> outcomeRecords(MessageId id) {
        return heardOn(topics.sendOutcomes().name(), id.toString());
    }

    List<SendOutcome> outcomes(MessageId id) {
        return outcomeRecords(id).stream()
                .map(record -> Wire.JSON.readValue(record.value(), SendOutcome.class))
                .toList();
    }

    /** The words of the story so far, as in {@code Queued Accepted}. */
    String story(MessageId id) {
        return String.join(
                " ",
                outcomes(id).stream()
                        .map(outcome -> outcome.getClass().getSimpleName())
                        .toList());
    }

    void awaitStory(MessageId id, String story) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> story(id), story::equals);
    }

    List<StatusReported> statuses(MessageId id) {
        return heardOn(topics.status().name(), id.toString()).stream()
                .map(record -> Wire.JSON.readValue(record.value(), StatusReported.class))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
        return heardOn(topics.sendRequests().deadLetters(ConsumerGroup.DISPATCHER), key);
    }

    /** What the provider took under our id. */
    List<JsonNode> taken(MessageId id) {
        var answer = provider.get().uri("/api/messages?mid={id}", id).retrieve().body(String.class);
        return Wire.JSON.readTree(answer).path("messages").valueStream().toList();
    }

    JsonNode duplicates() {
        var answer = provider.get().uri("/api/duplicates").retrieve().body(String.class);
        return Wire.JSON.readTree(answer).path("duplicates");
    }

    void spoilNext(String fault, String provider) {
        spoilNext(fault, provider, 1, 4);
    }

    void spoilNext(String fault, String provider, int next, int seconds) {
        this.provider
                .post()
                .uri("/api/faults")
                .header("Content-Type", "application/json")
                .body("{\"next\":%d,\"fault\":\"%s\",\"provider\":\"%s\",\"seconds\":%d}"
                        .formatted(next, fault, provider, seconds))
                .retrieve()
                .toBodilessEntity();
    }

    String state(MessageId id) {
        return ledger.sql("select state from sends where message_id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    /** Of the first of its dispatchers. */
    String url() {
        return "http://127.0.0.1:" + dispatchers.getFirst().getEnvironment().getProperty("local.server.port");
    }

    String actuator(String path) {
        return requireNonNull(
                RestClient.create(url() + "/actuator/" + path).get().retrieve().body(String.class));
    }

    byte[] post(String path, byte[] body, @Nullable String token) {
        var port = dispatchers.getFirst().getEnvironment().getProperty("local.server.port");
        return requireNonNull(RestClient.create("http://127.0.0.1:" + port + path)
                .post()
                .header("Content-Type", "application/json")
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .body(body)
                .retrieve()
                .body(byte[].class));
    }

    <T> T bean(Class<T> type) {
        return dispatchers.getFirst().getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return dispatchers.getFirst().getBean(name, type);
    }

    int misses(MessageId id) {
        return ledger.sql("select misses from sends where message_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void awaitCancelWish(MessageId id) {
        await().until(() -> ledger.sql("select cancel_wished from sends where message_id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single());
    }

    void awaitState(MessageId id, String state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state(id), state::equals);
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        listening.join();
        producer.close();
        forks.forEach(ForkedDispatcher::close);
        dispatchers.forEach(ConfigurableApplicationContext::close);
        simulator.close();
    }
}
