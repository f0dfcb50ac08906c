package dev.switchboard.local.drill;

import static java.util.Objects.requireNonNull;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What was asked for on the topic, and what the dispatcher told of it. */
final class AskedSends implements AutoCloseable {

    private final Topics topics = new Topics("", new Topic.Shape(SendingStage.PARTITIONS, (short) 1));
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final Map<MessageId, List<SendOutcome>> told = new LinkedHashMap<>();
    private final Set<String> deadLetters = new HashSet<>();

    AskedSends(String broker) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker);
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = List.of(topics.sendOutcomes().name(), deadLetterTopic()).stream()
                .flatMap(topic ->
                        IntStream.range(0, SendingStage.PARTITIONS).mapToObj(n -> new TopicPartition(topic, n)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private String deadLetterTopic() {
        return topics.sendRequests().deadLetters(ConsumerGroup.DISPATCHER);
    }

    MessageId ask(String to) {
        var id = new MessageId(UUID.randomUUID());
        told.put(id, new ArrayList<>());
        ask(id, to, "Message " + id);
        return id;
    }

    void ask(MessageId id, String to, String words) {
        var json = Wire.JSON
                .createObjectNode()
                .put("messageId", id.toString())
                .put("channel", "whatsapp")
                .put("to", to)
                .put("onUncertain", "resend");
        json.putObject("content").put("type", "text").put("body", words);
        var request = Wire.JSON.treeToValue(json, SendRequest.class);
        var envelope = new Envelope(UUID.randomUUID().toString(), "/drill", Instant.now(), null, null);
        producer.send(topics.sendRequests().record(request, envelope));
    }

    /** Hears what was told meanwhile. */
    AskedSends listen() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(deadLetterTopic())) {
                deadLetters.add(new String(record.key(), StandardCharsets.UTF_8));
            } else if (topics.sendOutcomes().read(record) instanceof Reading.Known<SendOutcome>(var outcome)
                    && told.containsKey(outcome.messageId())) {
                told.get(outcome.messageId()).add(outcome);
            }
        }
        return this;
    }

    /** Those of which nothing final was told. */
    List<MessageId> unsettled() {
        return told.entrySet().stream()
                .filter(one -> one.getValue().stream().noneMatch(AskedSends::isFinal))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isFinal(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Refused;
    }

    Set<MessageId> all() {
        return told.keySet();
    }

    boolean isDeadLettered(MessageId id) {
        return deadLetters.contains(id.toString());
    }

    /** Each outcome once, however often it was told: a crash may repeat one. */
    <T extends SendOutcome> List<T> told(Class<T> type) {
        return told.values().stream()
                .flatMap(List::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .distinct()
                .toList();
    }

    /** A process that was killed would keep its partitions until the broker misses it. */
    void forgetReaders() {
        var group = ConsumerGroup.DISPATCHER.id();
        try {
            var described = admin.describeConsumerGroups(List.of(group)).all().get();
            if (!requireNonNull(described.get(group)).members().isEmpty()) {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not forget the readers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
        consumer.close();
    }
}
