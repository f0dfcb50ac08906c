package dev.switchboard.contracts.deadletter;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Our topics on a real broker, under a prefix nobody else uses. */
final class Cluster implements AutoCloseable {

    final Topics topics = new Topics(UUID.randomUUID() + ".", new Topic.Shape(2, (short) 1));

    private final String servers = Infrastructure.forTests().bootstrapServers();
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
            Map.of(BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 5 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    final KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers);

    /** Makes the named topics with their dead letters; all of them would take seconds in each test. */
    void make(Topic<?>... wanted) throws ExecutionException, InterruptedException {
        var declarations = Arrays.stream(topics.declarations())
                .filter(declared ->
                        Arrays.stream(wanted).anyMatch(topic -> declared.name().startsWith(topic.name())))
                .toList();
        try (var admin = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, servers))) {
            admin.createTopics(declarations).all().get();
        }
    }

    void publish(ProducerRecord<byte[], byte[]> record) {
        kafka.send(record).join();
    }

    /** Everything on a topic that was there when this was called. */
    List<ConsumerRecord<byte[], byte[]>> everythingOn(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(BOOTSTRAP_SERVERS_CONFIG, servers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** A listener as the services run it; the caller stops it. */
    KafkaMessageListenerContainer<byte[], byte[]> listen(Topic<?> topic, ConsumerGroup group, Consumption<?> work) {
        var properties = new ContainerProperties(topic.name());
        properties.setGroupId(topics.prefix() + group.id());
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) work::on);
        var consumers = new DefaultKafkaConsumerFactory<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, servers, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(Consumption.repeatForEver());
        container.start();
        return container;
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
