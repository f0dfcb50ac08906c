package dev.switchboard.operator.doctor;

import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Dead letters that their topic soon forgets: what nobody has put back by then is gone. */
record ExpiringLetters(Admin admin, Topics topics, Clock clock) {

    private static final Duration SOON = Duration.ofDays(1);

    List<Finding> findings() throws ExecutionException, InterruptedException {
        return counts().entrySet().stream()
                .map(topic -> Finding.note(
                        "Letters",
                        topic.getValue() + " records of " + topic.getKey() + " expire within " + SOON.toHours() + " h",
                        "./switchboard dlt list says which are new: put them back, or dismiss them"))
                .toList();
    }

    private Map<String, Long> counts() throws ExecutionException, InterruptedException {
        var kept = kept();
        var partitions = admin.describeTopics(kept.keySet()).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        var first = offsets(partitions, _ -> OffsetSpec.earliest());
        var end = offsets(partitions, _ -> OffsetSpec.latest());
        var staying = offsets(
                partitions,
                place -> OffsetSpec.forTimestamp(clock.millis() + SOON.toMillis() - of(kept, place.topic())));
        var counts = new TreeMap<String, Long>();
        for (var place : partitions) {
            // Where no record is young enough to stay, there is no such offset.
            var stays = of(staying, place).offset() < 0 ? of(end, place) : of(staying, place);
            var expiring = stays.offset() - of(first, place).offset();
            if (expiring > 0) {
                counts.merge(place.topic(), expiring, Long::sum);
            }
        }
        return counts;
    }

    /** For how long each of their topics keeps them; what is kept for ever does not expire. */
    private Map<String, Long> kept() throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        var resources = topics.all().stream()
                .flatMap(ExpiringLetters::names)
                .filter(existing::contains)
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var kept = new HashMap<String, Long>();
        admin.describeConfigs(resources).all().get().forEach((topic, config) -> {
            var time =
                    Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
            if (time >= 0) {
                kept.put(topic.name(), time);
            }
        });
        return kept;
    }

    private static Stream<String> names(Topic<?> topic) {
        return topic.readers().stream().flatMap(group -> Stream.of(topic.deadLetters(group), topic.parked(group)));
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return Objects.requireNonNull(all.get(key));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> which)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(place -> place, which)))
                .all()
                .get();
    }
}
