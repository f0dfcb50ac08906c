package dev.switchboard.status.intake;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Consumption.Work;
import dev.switchboard.contracts.deadletter.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Takes in everything that is on the topics, from their beginning on, by the same work as the listeners and without a
 * group. What the listeners put aside is passed over here, and nothing is written to Kafka.
 */
@Component
public class Rereading {

    private static final Duration POLL = Duration.ofMillis(500);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Source<?> erasures;
    private final List<Source<?>> news;

    Rereading(
            ConsumerFactory<?, ?> consumers,
            Topics topics,
            ErasureListener erasures,
            InboundListener inbound,
            AccountListener account,
            StatusListener status,
            OutcomeListener outcomes) {
        var settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumers =
                new DefaultKafkaConsumerFactory<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.erasures = new Source<>(topics.erasures(), erasures::apply);
        this.news = List.of(
                new Source<>(topics.inbound(), inbound::apply),
                new Source<>(topics.account(), account::apply),
                new Source<>(topics.status(), status::apply),
                new Source<>(topics.sendOutcomes(), outcomes::apply));
    }

    /** Where it stands, and what it met on the way. */
    public static final class Progress {
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private long records;
        private long skipped;
        private Instant reachesBackTo = Instant.MIN;

        /** The next offset of each partition. */
        public Map<TopicPartition, Long> positions() {
            return Map.copyOf(positions);
        }

        public long records() {
            return records;
        }

        public long skipped() {
            return skipped;
        }

        /** Before this moment something may be missing: a topic has forgotten its first records. */
        public Instant reachesBackTo() {
            return reachesBackTo;
        }
    }

    /** Up to where the topics end now; those who are to be forgotten first. */
    public void goOn(Progress progress) {
        erasures.read(progress);
        news.forEach(source -> source.read(progress));
    }

    private final class Source<E extends Event> {
        private final Topic<E> topic;
        private final Work<E> work;

        Source(Topic<E> topic, Work<E> work) {
            this.topic = topic;
            this.work = work;
        }

        void read(Progress progress) {
            try (var consumer = consumers.createConsumer()) {
                var partitions = consumer.partitionsFor(topic.name()).stream()
                        .map(each -> new TopicPartition(each.topic(), each.partition()))
                        .toList();
                consumer.assign(partitions);
                begin(consumer, partitions, progress);
                var ends = consumer.endOffsets(partitions);
                while (partitions.stream()
                        .anyMatch(each -> consumer.position(each) < Objects.requireNonNull(ends.get(each)))) {
                    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                    consumer.poll(POLL).forEach(records::add);
                    progress.records += records.size();
                    progress.skipped += take(records);
                }
                partitions.forEach(each -> progress.positions.put(each, consumer.position(each)));
            }
        }

        private void begin(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Progress progress) {
            var beginnings = consumer.beginningOffsets(partitions);
            for (var partition : partitions) {
                var known = progress.positions.get(partition);
                if (known != null) {
                    consumer.seek(partition, known);
                } else {
                    consumer.seekToBeginning(List.of(partition));
                    if (Objects.requireNonNull(beginnings.get(partition)) > 0) {
                        progress.reachesBackTo = latest(progress.reachesBackTo, first(consumer, partition));
                    }
                }
            }
        }

        /** When the oldest record was written that is still there. */
        private Instant first(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
            var first = consumer.offsetsForTimes(Map.of(partition, 0L)).get(partition);
            return first == null ? Instant.MIN : Instant.ofEpochMilli(first.timestamp());
        }

        private static Instant latest(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        /** How many of them nobody could take. */
        private long take(List<ConsumerRecord<byte[], byte[]>> records) {
            var deliveries = records.stream()
                    .flatMap(record -> delivery(record).stream())
                    .toList();
            var skipped = records.size() - deliveries.size();
            return deliveries.isEmpty() || isTaken(deliveries)
                    ? skipped
                    : skipped
                            + deliveries.stream()
                                    .filter(each -> !isTaken(List.of(each)))
                                    .count();
        }

        private boolean isTaken(List<Delivery<E>> deliveries) {
            try {
                work.on(deliveries);
                return true;
            } catch (DataAccessResourceFailureException | CannotCreateTransactionException e) {
                throw e;
            } catch (RuntimeException e) {
                if (e.getCause() instanceof TimeoutException) {
                    throw e;
                }
                return false;
            }
        }

        private List<Delivery<E>> delivery(ConsumerRecord<byte[], byte[]> record) {
            try {
                return switch (topic.read(record)) {
                    case Reading.Known<E>(var event) ->
                        List.of(new Delivery<>(
                                event,
                                Envelope.of(record),
                                RecordPosition.of(record),
                                Instant.ofEpochMilli(record.timestamp())));
                    case Reading.UnknownType<E> _ -> List.of();
                };
            } catch (CannotWork e) {
                return List.of();
            }
        }
    }
}
