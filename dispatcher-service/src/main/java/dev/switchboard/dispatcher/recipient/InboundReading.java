package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topics;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** How far all instances together have read what came in: only then is it known that somebody has not written since. */
@Component
class InboundReading implements DisposableBean {

    private static final int ANSWERED_WITHIN_SECONDS = 2;
    private static final Duration MISS_HOLDS = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(InboundReading.class);

    /** Whether everything that had come in by some time is in the tables. */
    enum Reach {
        READ,
        BEHIND,
        /** The broker was not asked since. */
        UNASKED
    }

    private final Admin admin;
    private final String topic;
    private final String group;
    private final Clock clock;
    private final Bell bell = new Bell();
    private volatile boolean asked;
    private volatile Instant readUntil = Instant.EPOCH;
    private volatile Instant missedAt = Instant.EPOCH;

    InboundReading(KafkaAdmin admin, Topics topics, Clock clock) {
        this.admin = Admin.create(admin.getConfigurationProperties());
        this.topic = topics.inbound().name();
        this.group = topics.prefix() + ConsumerGroup.DISPATCHER.id();
        this.clock = clock;
    }

    Bell bell() {
        return bell;
    }

    Reach reach(Instant time) {
        var now = clock.instant();
        if (!readUntil.isBefore(time)) {
            return Reach.READ;
        }
        var isFresh = missedAt.plus(MISS_HOLDS).isAfter(now);
        return time.isAfter(now) || isFresh && !missedAt.isBefore(time) ? Reach.BEHIND : Reach.UNASKED;
    }

    /** The broker is asked soon, by another thread than those that send. */
    void ask() {
        asked = true;
        bell.ring();
    }

    Turn turn() {
        if (asked) {
            asked = false;
            var now = clock.instant();
            if (hasReadAll()) {
                readUntil = now;
            } else {
                missedAt = now;
            }
        }
        return Turn.NOTHING_MORE;
    }

    private boolean hasReadAll() {
        try {
            var ends = ends();
            var read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
            return ends.entrySet().stream().allMatch(end -> end.getValue() <= offset(read.get(end.getKey())));
        } catch (ExecutionException | TimeoutException e) {
            log.atDebug().setCause(e).log("how far inbound was read is not known now");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long offset(@Nullable OffsetAndMetadata read) {
        return read == null ? 0 : read.offset();
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, TimeoutException, InterruptedException {
        var described =
                admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        var latest = described.values().stream()
                .flatMap(one -> one.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void destroy() {
        admin.close(Duration.ofSeconds(1));
    }
}
