package dev.switchboard.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts every kind of bad record on every topic that has readers, between good ones, and remembers what it put there. */
final class BadRecords implements AutoCloseable {

    /** What is wrong with a record; a dead letter keeps the headers it came with. */
    static final String FLAW = "x-drill-flaw";

    private static final int GOOD_AFTER = 3;
    private static final int LARGE_AMONG = 10;

    private final String bootstrapServers;
    private final Topics topics;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> answers = new ArrayList<>();
    private final Map<Put, Long> counts = new HashMap<>();
    private final Map<String, List<String>> good = new HashMap<>();

    /** A flaw, and the topic it was put on. */
    record Put(String topic, String flaw) {}

    BadRecords(String bootstrapServers, Topics topics, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.partitions = partitions;
        // Compressed, also what is large finds its way onto a topic.
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "compression.type", "gzip", "max.request.size", 32 << 20);
        var bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(settings, bytes, bytes);
    }

    /** Of each flaw so many on each topic; of those that are large a tenth. */
    void put(int each) throws InterruptedException {
        for (var round = 0; round < each; round++) {
            for (var topic : read()) {
                putRound(topic, round, Flaws.SMALL);
                if (round % LARGE_AMONG == 0) {
                    putRound(topic, round, Flaws.LARGE);
                }
            }
        }
        for (var answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the broker did not take a record; of its topics it says " + said(), e);
            }
        }
    }

    /** Whether a partition is without a leader is gone with the broker, and would be missed. */
    private String said() throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var names = read().stream().map(Topic::name).toList();
            return admin.describeTopics(names).allTopicNames().get().toString();
        } catch (ExecutionException e) {
            return "nothing, but " + e.getCause();
        }
    }

    List<Topic<?>> read() {
        return topics.all().stream().filter(topic -> !topic.readers().isEmpty()).toList();
    }

    long count(Topic<?> topic, Flaw flaw) {
        return counts.getOrDefault(new Put(topic.name(), flaw.name()), 0L);
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How the good ones of a topic are found again. */
    List<String> good(Topic<?> topic) {
        return good.getOrDefault(topic.name(), List.of());
    }

    private void putRound(Topic<?> topic, int round, List<Flaw> flaws) {
        for (var i = 0; i < flaws.size(); i++) {
            var flaw = flaws.get(i);
            var record = GoodRecord.of(topics, topic.name());
            if (i % GOOD_AFTER == 0 || flaw.followsItsGood()) {
                putGood(topic, round, flaw.followsItsGood() ? record : GoodRecord.of(topics, topic.name()));
            }
            spoilt(flaw, record, topic).ifPresent(bad -> {
                send(topic, round, bad.key(), bad.value(), flaw.name());
                counts.merge(new Put(topic.name(), flaw.name()), 1L, Long::sum);
            });
        }
    }

    private static Optional<Spoilt> spoilt(Flaw flaw, GoodRecord record, Topic<? extends Event> topic) {
        return flaw.spoiling().of(record, topic);
    }

    private void putGood(Topic<?> topic, int round, GoodRecord record) {
        send(
                topic,
                round,
                record.key().getBytes(UTF_8),
                record.value().toString().getBytes(UTF_8),
                null);
        good.computeIfAbsent(topic.name(), _ -> new ArrayList<>()).add(record.trace());
    }

    private void send(
            Topic<?> topic, int round, byte @Nullable [] key, byte @Nullable [] value, @Nullable String flaw) {
        var record = new ProducerRecord<>(topic.name(), round % partitions, key, value);
        record.headers().add(FLAW, String.valueOf(flaw).getBytes(UTF_8));
        answers.add(producer.send(record));
    }

    @Override
    public void close() {
        producer.close();
    }
}
