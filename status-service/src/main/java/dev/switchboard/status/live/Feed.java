package dev.switchboard.status.live;

import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.status.StatusProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Reads every change on this node, whoever published it: assigned and without a group, so that nodes do not share the
 * records. It begins as far back as it keeps, so that a reader whose node went away goes on at this one.
 */
@Component
class Feed implements SmartLifecycle {

    /** Stops before the web server begins to wait for its requests, as a stream would never end by itself. */
    private static final int PHASE = Integer.MAX_VALUE - 500;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Topics topics;
    private final int capacity;
    private final Sinks.Many<Long> ticks = Sinks.many().replay().latest();
    private volatile @Nullable RecentChanges recent;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile Thread thread = new Thread();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    Feed(ConsumerFactory<?, ?> consumers, Topics topics, StatusProperties properties) {
        var settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumers =
                new DefaultKafkaConsumerFactory<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = topics;
        this.capacity = properties.stream().kept();
    }

    /** A number for each change that came, the latest at once; ends when this node stops. */
    Flux<Long> ticks() {
        return ticks.asFlux();
    }

    /** Missing until the topic is there. */
    @Nullable
    RecentChanges recent() {
        return recent;
    }

    /** What nobody can read is not shown; there is nothing else to be done about a change. */
    Optional<StateChange> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return topics.changes().read(record) instanceof Reading.Known<StateChange>(var change)
                    ? Optional.of(change)
                    : Optional.empty();
        } catch (CannotWork e) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("change cannot be read and is not shown");
            return Optional.empty();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("change-feed").start(this::run);
    }

    /** Whatever happens, the next round begins anew: nobody would notice that a feed is silent. */
    private void run() {
        while (running) {
            try (var reading = consumers.createConsumer()) {
                consumer = reading;
                follow(reading);
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("topic", topics.changes().name())
                        .addKeyValue("failure", e.toString())
                        .log("changes cannot be followed, again in a moment");
            }
            pause();
        }
    }

    private void follow(Consumer<byte[], byte[]> reading) {
        var partitions = partitions(reading);
        if (partitions.isEmpty()) {
            return;
        }
        reading.assign(partitions);
        var start = start(reading, partitions);
        for (var partition : partitions) {
            reading.seek(partition, start.next()[partition.partition()]);
        }
        var changes = new RecentChanges(capacity, start);
        recent = changes;
        ticks.tryEmitNext(0L);
        while (running) {
            reading.poll(POLL).forEach(changes::add);
            ticks.tryEmitNext(changes.end());
        }
    }

    private List<TopicPartition> partitions(Consumer<?, ?> reading) {
        return reading.partitionsFor(topics.changes().name()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    /** As many of each partition as there is room for if all of them are equally busy. */
    private Offsets start(Consumer<?, ?> reading, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = reading.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = reading.endOffsets(partitions);
        var next = new long[partitions.size()];
        var each = Math.max(1, capacity / partitions.size());
        for (var partition : partitions) {
            next[partition.partition()] =
                    Math.max(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L) - each);
        }
        return new Offsets(next);
    }

    private void pause() {
        try {
            var _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        ticks.tryEmitComplete();
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            var _ = thread.join(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
