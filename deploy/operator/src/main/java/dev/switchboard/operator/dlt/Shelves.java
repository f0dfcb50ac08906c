package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.operator.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** All topics of dead letters. They are read without a consumer group: looking leaves no trace. */
public record Shelves(Cluster cluster) {

    private static final Duration POLL = Duration.ofMillis(200);

    List<Shelf> all() {
        return Stream.concat(cluster.topics().all().stream().flatMap(Shelves::ofReaders), Stream.of(unreadable()))
                .toList();
    }

    private static Stream<Shelf> ofReaders(Topic<?> origin) {
        return origin.readers().stream()
                .flatMap(reader -> Stream.of(
                        new Shelf(origin.deadLetters(reader), origin, reader, false),
                        new Shelf(origin.parked(reader), origin, reader, true)));
    }

    /** Authentic webhooks nobody could decode are waiting for the same person. */
    private Shelf unreadable() {
        var topics = cluster.topics();
        return new Shelf(topics.unreadable().name(), topics.redecode(), ConsumerGroup.INGRESS, false);
    }

    public List<Shelf> existing() {
        var existing = cluster.existing();
        return all().stream().filter(shelf -> existing.contains(shelf.name())).toList();
    }

    /** The one a person names; without one, all. */
    public List<Shelf> named(Optional<String> name, CommandLine command) {
        var existing = existing();
        if (name.isEmpty()) {
            return existing;
        }
        var found = existing.stream()
                .filter(shelf -> shelf.name().equals(name.get()))
                .toList();
        if (found.isEmpty()) {
            throw new ParameterException(
                    command, "There is no dead-letter topic " + name.get() + "; ./switchboard dlt list names all");
        }
        return found;
    }

    /** Everything that stands there now, in the order of each partition. */
    public void read(List<Shelf> shelves, Consumer<DeadLetter> reader) {
        cluster.readAll(shelves.stream().map(Shelf::name).toList(), record -> reader.accept(new DeadLetter(record)));
    }

    /** What comes from now on, until the process is ended. */
    void follow(List<Shelf> shelves, Consumer<DeadLetter> reader, Runnable listening) {
        try (var consumer = cluster.consumer()) {
            var partitions = assign(consumer, shelves);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            listening.run();
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(record -> reader.accept(new DeadLetter(record)));
            }
        }
    }

    /** One record, or what there is instead of it. */
    Found find(RecordPosition position) {
        try (var consumer = cluster.consumer()) {
            var partition = new TopicPartition(position.topic(), position.partition());
            if (consumer.partitionsFor(position.topic()).size() <= position.partition()) {
                return new Found.NoSuchPartition();
            }
            consumer.assign(List.of(partition));
            var begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (position.offset() < begin || position.offset() >= end) {
                return new Found.OutOfRange(begin, end);
            }
            consumer.seek(partition, position.offset());
            while (true) {
                for (var record : consumer.poll(POLL)) {
                    return new Found.Here(new DeadLetter(record));
                }
            }
        }
    }

    /** How many records stand in each, by offsets alone. */
    Map<String, Long> sizes(List<Shelf> shelves) {
        try (var consumer = cluster.consumer()) {
            var partitions = assign(consumer, shelves);
            var begins = consumer.beginningOffsets(partitions);
            var sizes = new HashMap<String, Long>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) ->
                            sizes.merge(partition.topic(), end - begins.getOrDefault(partition, 0L), Long::sum));
            return sizes;
        }
    }

    private static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, List<Shelf> shelves) {
        var partitions = shelves.stream()
                .flatMap(shelf -> consumer.partitionsFor(shelf.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    /** What stands at a position. */
    sealed interface Found {
        record Here(DeadLetter letter) implements Found {}

        record OutOfRange(long begin, long end) implements Found {}

        record NoSuchPartition() implements Found {}
    }
}
