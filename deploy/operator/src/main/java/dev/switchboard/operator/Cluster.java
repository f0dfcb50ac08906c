package dev.switchboard.operator;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The Kafka the environment names: {@code KAFKA_BOOTSTRAP_SERVERS}, and any other setting of Kafka's clients in the same
 * manner, {@code KAFKA_SECURITY_PROTOCOL} for {@code security.protocol}.
 */
public record Cluster(Map<String, Object> settings, Topics topics) {

    private static final String PREFIX = "KAFKA_";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        return new CannotReach(
                "Kafka at " + settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                        + " does not answer. KAFKA_BOOTSTRAP_SERVERS names another.",
                failure);
    }
}
