package dev.switchboard.operator.doctor;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.operator.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Whether every topic is there and as it must be, and whether those who read are alive and not behind. */
record Broker(Cluster cluster, Clock clock) implements Look {

    private static final int MUCH = 10_000;

    @Override
    public Stream<Finding> findings() {
        try (var admin = Admin.create(cluster.settings())) {
            var found = new ArrayList<Finding>();
            topics(admin, found);
            readers(admin, found);
            found.addAll(new ExpiringLetters(admin, cluster.topics(), clock).findings());
            return found.stream();
        } catch (ExecutionException | KafkaException e) {
            return Stream.of(Finding.unknown(
                    "Kafka",
                    cluster.settings().get("bootstrap.servers") + " does not answer",
                    "start it, or name another with KAFKA_BOOTSTRAP_SERVERS"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }

    private void topics(Admin admin, List<Finding> found) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        var wanted = cluster.topics().all().stream().flatMap(Broker::names).toList();
        var missing = wanted.stream().filter(name -> !existing.contains(name)).toList();
        var present = wanted.stream().filter(existing::contains).toList();
        if (!missing.isEmpty()) {
            found.add(Finding.problem(
                    "Kafka",
                    missing.size() + " of " + wanted.size() + " topics are missing: " + String.join(", ", missing),
                    "what belongs there waits, or cannot be put aside",
                    "start the services, which make them, or let whoever may make topics do it"));
        }
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        var described = admin.describeTopics(present, options).allTopicNames().get();
        partitions(described, found);
        rights(described.values(), found);
        retention(admin, described, found);
        found.add(Finding.ok(
                "Kafka",
                "reachable, " + present.size() + " topics, "
                        + admin.describeCluster().nodes().get().size() + " brokers"));
    }

    private static Stream<String> names(Topic<?> topic) {
        return Stream.concat(
                Stream.of(topic.name()),
                topic.readers().stream().flatMap(group -> Stream.of(topic.deadLetters(group), topic.parked(group))));
    }

    private static void partitions(Map<String, TopicDescription> described, List<Finding> found) {
        var counts = described.values().stream()
                .collect(Collectors.groupingBy(one -> one.partitions().size(), TreeMap::new, Collectors.counting()));
        if (counts.size() > 1) {
            found.add(Finding.problem(
                    "Kafka",
                    "topics have different numbers of partitions: " + counts.keySet(),
                    "equal numbers let one reader write a message, and a dead letter go back where it came from",
                    "kafka-topics --alter --partitions " + counts.lastKey() + " for those that have fewer"));
        }
        var single = described.values().stream()
                .flatMap(one -> one.partitions().stream())
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        if (single > 0) {
            found.add(Finding.problem(
                    "Kafka",
                    single + " partitions have replicas that are behind",
                    "one more broker gone, and what is acknowledged may be lost or no longer taken",
                    "look at the brokers' logs"));
        }
    }

    /** A cluster without rights management allows everything, and says so by allowing it. */
    private static void rights(Collection<TopicDescription> described, List<Finding> found) {
        var forbidden = described.stream()
                .filter(one -> one.authorizedOperations() != null
                        && !one.authorizedOperations().containsAll(List.of(AclOperation.READ, AclOperation.WRITE)))
                .map(TopicDescription::name)
                .toList();
        if (!forbidden.isEmpty()) {
            found.add(Finding.note(
                    "Kafka",
                    "this user may not both read and write " + forbidden.size() + " topics",
                    "enough for looking; to put dead letters back it must"));
        }
    }

    private void retention(Admin admin, Map<String, TopicDescription> described, List<Finding> found)
            throws ExecutionException, InterruptedException {
        var resources = described.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var configs = admin.describeConfigs(resources).all().get();
        for (var topic : cluster.topics().all()) {
            var own = retention(configs, topic.name());
            var letters = topic.readers().stream()
                    .mapToLong(group -> retention(configs, topic.deadLetters(group)))
                    .min();
            if (own > 0 && letters.isPresent() && letters.getAsLong() < own) {
                found.add(Finding.problem(
                        "Kafka",
                        "dead letters of " + topic.name() + " are kept for "
                                + Duration.ofMillis(letters.getAsLong()).toDays() + " days, it itself longer",
                        "they go before anybody has found the time to put them back",
                        "raise retention.ms of its .dlt topics"));
            }
        }
    }

    /** Below zero is for ever. */
    private static long retention(Map<ConfigResource, Config> configs, String topic) {
        var config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic));
        var entry = config == null ? null : config.get(TopicConfig.RETENTION_MS_CONFIG);
        var value = entry == null ? -1 : Long.parseLong(entry.value());
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private void readers(Admin admin, List<Finding> found) throws ExecutionException, InterruptedException {
        for (var group : ConsumerGroup.values()) {
            if (cluster.topics().all().stream()
                    .anyMatch(topic -> topic.readers().contains(group))) {
                readers(admin, cluster.topics().prefix() + group.id(), group, found);
            }
        }
    }

    private static void readers(Admin admin, String id, ConsumerGroup group, List<Finding> found)
            throws ExecutionException, InterruptedException {
        var members = members(admin, id);
        var lag = lag(admin, id);
        if (members < 0) {
            found.add(Finding.note("Readers", id + " has never read", null));
        } else if (members == 0) {
            found.add(Finding.problem(
                    "Readers",
                    id + " reads nothing, and is " + lag + " records behind",
                    "what waits for it is not done",
                    "start " + group.id()));
        } else if (lag > MUCH) {
            found.add(Finding.problem(
                    "Readers",
                    id + " is " + lag + " records behind",
                    "what people see is old",
                    "look at its log; more instances help up to the number of partitions"));
        } else {
            found.add(Finding.ok("Readers", id + ": " + members + " reading, " + lag + " behind"));
        }
    }

    private static int members(Admin admin, String id) throws InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(id)).all().get().values().stream()
                    .mapToInt(one -> one.members().size())
                    .sum();
        } catch (ExecutionException _) {
            return -1;
        }
    }

    private static long lag(Admin admin, String id) throws ExecutionException, InterruptedException {
        var read = admin.listConsumerGroupOffsets(id)
                .partitionsToOffsetAndMetadata()
                .get();
        var ends = admin.listOffsets(read.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
        return read.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .mapToLong(
                        entry -> behind(ends, entry.getKey(), entry.getValue().offset()))
                .sum();
    }

    private static long behind(Map<TopicPartition, ListOffsetsResultInfo> ends, TopicPartition partition, long read) {
        var end = ends.get(partition);
        return end == null ? 0 : Math.max(0, end.offset() - read);
    }
}
