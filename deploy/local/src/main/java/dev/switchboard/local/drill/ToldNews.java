package dev.switchboard.local.drill;

import static java.util.Objects.requireNonNull;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Five records of each message, from queued to read, and what is said of them on the topic of changes. */
final class ToldNews implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final int EACH = 5;
    private static final String ACCOUNT = "AC00000000000000000000000000000000";
    private static final Address FROM = new Address("+15550001111");

    private final Topics topics = new Topics("", new Shape(PARTITIONS, (short) 1));
    private final Map<String, Object> broker;
    private final List<MessageId> messages;
    private final Admin admin;
    private final Map<String, Integer> heard = new HashMap<>();
    private long changes;
    private long repeated;
    private long fallen;
    private long finished;

    ToldNews(String bootstrapServers, int records, Duration startedWithin) {
        this.broker = Map.of("bootstrap.servers", bootstrapServers);
        this.messages = IntStream.range(0, Math.max(1, records / EACH))
                .mapToObj(_ -> new MessageId(UUID.randomUUID()))
                .toList();
        var patient = new HashMap<>(broker);
        patient.put("default.api.timeout.ms", Math.toIntExact(startedWithin.toMillis()));
        this.admin = Admin.create(patient);
    }

    long records() {
        return (long) messages.size() * EACH;
    }

    int messages() {
        return messages.size();
    }

    /** Not in the order in which it happened. */
    void tell() {
        ask(admin.createTopics(inputs().map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                        .toList())
                .all()::get);
        try (var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var number = 0; number < messages.size(); number++) {
                tell(producer, messages.get(number), number);
            }
        }
    }

    private Stream<Topic<?>> inputs() {
        return Stream.of(topics.sendOutcomes(), topics.status());
    }

    private void tell(KafkaProducer<byte[], byte[]> producer, MessageId id, int number) {
        var now = Instant.now();
        var sid = "SM" + id.toString().replace("-", "");
        var to = new Address("+1415%07d".formatted(number % 100_000));
        var request = SendRequest.of(id, Channel.WHATSAPP, to, new Content.Text("Your table is ready."), now);
        for (var status : List.of(Status.READ, Status.SENT, Status.DELIVERED)) {
            var report = new StatusReported(
                    id, Provider.TWILIO, ACCOUNT, sid, Channel.WHATSAPP, status, FROM, to, null, now, null);
            say(producer, topics.status(), report);
        }
        say(producer, topics.sendOutcomes(), new Accepted(id, Provider.TWILIO, ACCOUNT, sid, FROM, 1, 1, now));
        say(producer, topics.sendOutcomes(), new Queued(id, request, new RecordPosition("drill", 0, number), now));
    }

    private static <E extends Event> void say(KafkaProducer<byte[], byte[]> producer, Topic<E> topic, E event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/drill", Instant.now(), null, null);
        producer.send(topic.record(event, envelope));
    }

    /** How many of the records the group has committed. */
    long read() {
        return ask(admin.listConsumerGroupOffsets(ConsumerGroup.STATUS.id()).partitionsToOffsetAndMetadata()::get)
                .entrySet()
                .stream()
                .filter(known -> inputs().anyMatch(
                                topic -> topic.name().equals(known.getKey().topic())))
                .mapToLong(
                        known -> known.getValue() == null ? 0 : known.getValue().offset())
                .sum();
    }

    /** Reads the changes until each message was heard of to its end, or nobody says anything any more. */
    void awaitChanges(Duration patience) {
        var ids = new HashSet<String>();
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(broker, bytes, bytes)) {
            var partitions = consumer.partitionsFor(topics.changes().name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = System.nanoTime() + patience.toNanos();
            while ((unheard() > 0 || !isAtEnd(consumer, partitions)) && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    var name = record.headers().lastHeader("ce_id");
                    hear(new String(name.value(), StandardCharsets.UTF_8), ids);
                });
            }
        }
    }

    private boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var ends = ask(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest())))
                .all()::get);
        return partitions.stream()
                .allMatch(one ->
                        consumer.position(one) >= requireNonNull(ends.get(one)).offset());
    }

    /** A change is named by its message and the status it reached. */
    private void hear(String name, Set<String> ids) {
        changes++;
        var colon = name.indexOf(':');
        if (!ids.add(name)) {
            repeated++;
        } else {
            var rank = Status.of(name.substring(colon + 1)).rank();
            var before = heard.put(name.substring(0, colon), rank);
            fallen += before != null && before > rank ? 1 : 0;
            finished += rank == Status.READ.rank() ? 1 : 0;
        }
    }

    long changes() {
        return changes;
    }

    long repeated() {
        return repeated;
    }

    long fallen() {
        return fallen;
    }

    long unheard() {
        return messages.size() - finished;
    }

    private interface Question<T> {
        T answer() throws ExecutionException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
