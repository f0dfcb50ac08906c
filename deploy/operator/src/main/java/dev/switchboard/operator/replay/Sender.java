package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayProgressed;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.audit.Journal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Puts records back and remembers it: first the broker has them, then the audit says so, then the group's offset moves on.
 * Whoever is killed in between does the last of them once more, which has no further effect.
 */
final class Sender implements AutoCloseable {

    private final String planId;
    private final String executionId;
    private final Journal journal;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Lag lag;
    private final Cluster cluster;
    private final Clock clock;
    private final List<OnTheWay> onTheWay = new ArrayList<>();
    private final Map<Treatment, Long> counts = new EnumMap<>(Treatment.class);

    Sender(
            String planId,
            String executionId,
            Journal journal,
            KafkaConsumer<byte[], byte[]> consumer,
            Lag lag,
            Clock clock) {
        this.planId = planId;
        this.executionId = executionId;
        this.journal = journal;
        this.consumer = consumer;
        this.cluster = journal.cluster();
        this.producer = cluster.producer();
        this.lag = lag;
        this.clock = clock;
    }

    private record OnTheWay(Judged judged, @Nullable Future<RecordMetadata> answer) {}

    private record Outcome(
            Treatment treatment, String effect, @Nullable String detail) {}

    Map<Treatment, Long> counts() {
        return counts;
    }

    int pending() {
        return onTheWay.size();
    }

    void take(Judged judged) {
        onTheWay.add(new OnTheWay(judged, answer(judged)));
    }

    private @Nullable Future<RecordMetadata> answer(Judged judged) {
        return switch (judged.treatment()) {
            case REPLAY -> producer.send(Objects.requireNonNull(judged.record()));
            case PARK -> producer.send(parked(judged));
            case SKIP, FAIL -> null;
        };
    }

    /** As it stands, with everything that is written on it. */
    private ProducerRecord<byte[], byte[]> parked(Judged judged) {
        return Parking.record(cluster.topics(), judged.letter());
    }

    /** Returns when all of them are settled. */
    void settle() {
        if (onTheWay.isEmpty()) {
            return;
        }
        producer.flush();
        var outcomes = new LinkedHashMap<Outcome, List<RecordPosition>>();
        for (var one : onTheWay) {
            outcomes.computeIfAbsent(outcome(one), _ -> new ArrayList<>())
                    .add(one.judged().letter().position());
        }
        journal.write(producer, new ReplayProgressed(planId, executionId, portions(outcomes), clock.instant()));
        outcomes.forEach((outcome, positions) -> counts.merge(outcome.treatment(), (long) positions.size(), Long::sum));
        commit(next());
        onTheWay.clear();
    }

    void commit(Map<TopicPartition, Long> next) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitSync(offsets);
    }

    private Map<TopicPartition, Long> next() {
        var next = new HashMap<TopicPartition, Long>();
        for (var one : onTheWay) {
            var position = one.judged().letter().position();
            next.merge(new TopicPartition(position.topic(), position.partition()), position.offset() + 1, Math::max);
        }
        return next;
    }

    private static List<Portion> portions(Map<Outcome, List<RecordPosition>> outcomes) {
        return outcomes.entrySet().stream()
                .map(entry -> new Portion(
                        entry.getKey().treatment(),
                        entry.getKey().effect(),
                        entry.getKey().detail(),
                        Spans.of(entry.getValue())))
                .toList();
    }

    private Outcome outcome(OnTheWay one) {
        var judged = one.judged();
        var outcome = new Outcome(judged.treatment(), judged.effect(), judged.detail());
        if (one.answer() == null) {
            return outcome;
        }
        try {
            var written = one.answer().get();
            if (judged.treatment() == Treatment.REPLAY) {
                sent(judged.reader(), written);
            }
            return outcome;
        } catch (ExecutionException e) {
            return refused(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void sent(ConsumerGroup reader, RecordMetadata written) {
        lag.sent(reader, new TopicPartition(written.topic(), written.partition()), written.offset() + 1);
    }

    /** What is about the record is told of the record; everything else ends the replay, which can go on later. */
    private static Outcome refused(ExecutionException failure) {
        var cause = failure.getCause();
        if (cause instanceof RecordTooLargeException) {
            return new Outcome(
                    Treatment.FAIL, "refused by the broker", cause.getClass().getSimpleName());
        }
        throw new CannotReach("Kafka did not take a record: " + cause, failure);
    }

    @Override
    public void close() {
        producer.close();
    }
}
