package dev.switchboard.status;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.infrastructure.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one running service, from the outside. */
public record Wiretap(Topics topics, KafkaProducer<byte[], byte[]> producer) implements AutoCloseable {

    static final Traceparent TRACE = new Traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    public static Wiretap on(RunningStatus status) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", Infrastructure.forTests().bootstrapServers());
        return new Wiretap(
                status.bean(Topics.class),
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    public <E extends Event> void say(Topic<E> topic, E event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", News.at(0), TRACE, null);
        put(topic.record(event, envelope));
    }

    public void sayBytes(Topic<?> topic, String key, String value) {
        put(new ProducerRecord<>(
                topic.name(), key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
    }

    /** As an operator puts a record back: its bytes and headers at a new place. */
    void again(ConsumerRecord<byte[], byte[]> record) {
        put(new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()));
    }

    private void put(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that is on a topic now. */
    public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", Infrastructure.forTests().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
