package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.deadletter.WayBack;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.dlt.DeadLetter;
import dev.switchboard.operator.dlt.Shelf;
import dev.switchboard.operator.dlt.Shelves;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where dead letters go back to: the topic they came from, if it is one of ours. */
final class Targets {

    private final Map<String, Shelf> shelves;
    private final WayBack wayBack;
    private final Cluster cluster;
    private final Map<String, Integer> partitions = new HashMap<>();

    Targets(Cluster cluster, Shelves shelves) {
        this.cluster = cluster;
        this.shelves = shelves.existing().stream().collect(Collectors.toMap(Shelf::name, Function.identity()));
        this.wayBack = new WayBack(cluster.topics());
    }

    Shelf shelf(DeadLetter letter) {
        return Objects.requireNonNull(shelves.get(letter.position().topic()));
    }

    /** The topics of dead letters where those of these readers and origins would come again. */
    List<Shelf> comingBackTo(List<String> names) {
        var again = names.stream().map(shelves::get).filter(Objects::nonNull).toList();
        return shelves.values().stream()
                .filter(shelf -> again.stream()
                        .anyMatch(one -> one.reader() == shelf.reader()
                                && one.origin().name().equals(shelf.origin().name())))
                .toList();
    }

    ConsumerGroup reader(DeadLetter letter) {
        return shelf(letter).reader();
    }

    Optional<Topic<?>> of(DeadLetter letter) {
        return wayBack.target(letter.record());
    }

    ProducerRecord<byte[], byte[]> record(
            DeadLetter letter, Topic<?> target, byte @Nullable [] value, WayBack.Stamp stamp) {
        return wayBack.record(letter.record(), target, partitions(target.name()), value, stamp);
    }

    private int partitions(String topic) {
        return partitions.computeIfAbsent(topic, name -> {
            try (var consumer = cluster.consumer()) {
                return consumer.partitionsFor(name).size();
            }
        });
    }
}
