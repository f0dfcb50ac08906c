package dev.switchboard.operator;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka the environment names: {@code KAFKA_BOOTSTRAP_SERVERS}, and any other setting of Kafka's clients in the same
 * manner, {@code KAFKA_SECURITY_PROTOCOL} for {@code security.protocol}.
 */
public record Cluster(Map<String, Object> settings, Topics topics) {

    private static final String PREFIX = "KAFKA_";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The largest topic's largest dead letter. */
    private static final int LARGEST_RECORD = (4 << 20) + (128 << 10);

    /** Those that are ours, not Kafka's. */
    private static final Set<String> OURS = Set.of(
            "KAFKA_TOPIC_PREFIX", "KAFKA_PARTITIONS", "KAFKA_REPLICATION", "KAFKA_CONCURRENCY", "KAFKA_BATCH_SIZE");

    public static Cluster of(Map<String, String> environment) {
        var settings = new HashMap<String, Object>(environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX) && !OURS.contains(entry.getKey()))
                .filter(entry -> !entry.getValue().isBlank())
                .collect(toMap(entry -> clientName(entry.getKey()), Map.Entry::getValue)));
        settings.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.putIfAbsent("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        // Should a position be gone: rather say something twice than not at all.
        settings.putIfAbsent("auto.offset.reset", "earliest");
        settings.putIfAbsent("request.timeout.ms", Long.toString(PATIENCE.toMillis()));
        // A consumer that is closed waits for the broker's last answer, which may be that nothing came in half a
        // second.
        settings.putIfAbsent("fetch.max.wait.ms", "50");
        // How many partitions a topic has is asked of the broker; here it only has to be some number.
        var topics = new Topics(environment.getOrDefault("KAFKA_TOPIC_PREFIX", ""), new Shape(1, (short) 1));
        return new Cluster(Map.copyOf(settings), topics);
    }

    private static String clientName(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @param most records it hands out at once */
    public KafkaConsumer<byte[], byte[]> consumer(String group, int most) {
        var withGroup = new HashMap<>(settings);
        withGroup.put("max.poll.records", Integer.toString(most));
        withGroup.put("group.id", topics.prefix() + group);
        withGroup.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(withGroup, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public KafkaProducer<byte[], byte[]> producer() {
        var safe = new HashMap<>(settings);
        safe.put("acks", "all");
        safe.put("enable.idempotence", "true");
        safe.put("max.request.size", Integer.toString(LARGEST_RECORD));
        safe.put("max.block.ms", Long.toString(PATIENCE.toMillis()));
        safe.putIfAbsent("delivery.timeout.ms", Long.toString(3 * PATIENCE.toMillis()));
        return new KafkaProducer<>(safe, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin() {
        return Admin.create(settings);
    }

    /** Everything that stands on these topics now, in the order of each partition. */
    public void readAll(List<String> names, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer = consumer()) {
            var partitions = names.stream()
                    .flatMap(name -> consumer.partitionsFor(name).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        reader.accept(record);
                    }
                }
            }
        }
    }

    /** All topics there are. */
    public Set<String> existing() {
        try (var admin = Admin.create(settings)) {
            return admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw cannotReach(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotReach(e);
        }
    }

    private CannotReach cannotReach(Exception failure) {
        var servers = "Kafka at " + settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        return new CannotReach(
                switch (failure.getCause()) {
                    case SslAuthenticationException refused ->
                        servers + " is not trusted, or does not trust us: " + refused.getMessage()
                                + ". KAFKA_SSL_TRUSTSTORE_LOCATION says whom we trust.";
                    case AuthenticationException refused ->
                        servers + " does not let us in: " + refused.getMessage()
                                + ". KAFKA_SASL_MECHANISM and KAFKA_SASL_JAAS_CONFIG say who we are.";
                    case AuthorizationException refused -> servers + " does not let us look: " + refused.getMessage();
                    case null, default ->
                        servers + " does not answer. KAFKA_BOOTSTRAP_SERVERS names another, and KAFKA_SECURITY_PROTOCOL"
                                + " says how it wants to be spoken to.";
                },
                failure);
    }
}
