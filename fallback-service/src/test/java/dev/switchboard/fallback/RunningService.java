package dev.switchboard.fallback;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service as it ships, on topics and in a database nobody else uses. */
final class RunningService implements AutoCloseable {

    /** A machine that builds other things at the same time is slow, not broken. */
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private static final int PARTITIONS = 2;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final World world;

    /** What outlives the service: several of its instances may share one. */
    record World(String prefix, String database) {
        static final Map<String, Object> BROKER =
                Map.of("bootstrap.servers", Infrastructure.forTests().bootstrapServers());
        /** One request at a time: on a topic made a moment ago, a second may be taken while the first is not yet. */
        private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        Infrastructure.forTests().bootstrapServers(),
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());

        static World fresh() {
            var id = UUID.randomUUID().toString().substring(0, 8);
            return new World(id + ".", Infrastructure.forTests().databaseUrl("fallback_" + id));
        }

        Topics topics() {
            return new Topics(prefix, new Shape(PARTITIONS, (short) 1));
        }

        /** Without their dead letters, which are most of them. */
        void declareTopics() {
            var declared = Stream.of(topics().declarations())
                    .filter(topic -> topic.name().endsWith(".v1"))
                    .toList();
            try (var admin = Admin.create(BROKER)) {
                admin.createTopics(declared).all().get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        <E extends Event> void publish(Topic<E> topic, E event) {
            publish(topic.record(event, Stories.envelope()));
        }

        void publish(ProducerRecord<byte[], byte[]> record) {
            PRODUCER.send(record);
        }

        static void flush() {
            PRODUCER.flush();
        }

        /** Everything on a topic, from its beginning. */
        List<ConsumerRecord<byte[], byte[]>> records(String topic) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            try (var consumer = new KafkaConsumer<>(BROKER, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                var ends = consumer.endOffsets(partitions);
                var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
                return records;
            }
        }

        /** What was wished for one SMS. */
        List<ConsumerRecord<byte[], byte[]>> wishes(Stories story) {
            var key = story.id().fallback().toString();
            return records(topics().sendRequests().name()).stream()
                    .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                    .toList();
        }
    }

    private RunningService(ConfigurableApplicationContext context, World world) {
        this.context = context;
        this.world = world;
    }

    static RunningService start(World world, String... more) {
        var settings = Stream.of(
                "--KAFKA_BOOTSTRAP_SERVERS=" + Infrastructure.forTests().bootstrapServers(),
                "--KAFKA_TOPIC_PREFIX=" + world.prefix(),
                "--KAFKA_PARTITIONS=" + PARTITIONS,
                "--DATABASE_URL=" + world.database(),
                "--PORT=0",
                "--TWILIO_PHONE_NUMBER_REMINDERS=+15550002222",
                "--FALLBACK_OUTBOX_EVERY=100ms",
                "--FALLBACK_DEADLINE_EVERY=20ms",
                "--FALLBACK_CALM=0s",
                "--LOG_LEVEL=warn");
        var arguments = Stream.concat(settings, Stream.of(more)).toArray(String[]::new);
        return new RunningService(FallbackApplication.application().run(arguments), world);
    }

    World world() {
        return world;
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return get("localhost", path, token);
    }

    HttpResponse<String> put(String path, String body, @Nullable String token) throws Exception {
        return send("PUT", path, body, token);
    }

    HttpResponse<String> post(String path, String body, @Nullable String token) throws Exception {
        return send("POST", path, body, token);
    }

    private HttpResponse<String> send(String method, String path, String body, @Nullable String token)
            throws Exception {
        var port = ((WebServerApplicationContext) context).getWebServer().getPort();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String host, String path, @Nullable String token) throws Exception {
        var port = ((WebServerApplicationContext) context).getWebServer().getPort();
        var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
