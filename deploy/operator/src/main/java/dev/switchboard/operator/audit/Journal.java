package dev.switchboard.operator.audit;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** The audit topic: everything that was ever said on it, and the pen to say more. */
public record Journal(Cluster cluster) {

    /** In the order it happened. Where nobody has replayed anything yet there may be no topic either. */
    public List<ReplayEvent> read() {
        var topic = cluster.topics().deadLetterAudit();
        if (!cluster.existing().contains(topic.name())) {
            return List.of();
        }
        var events = new ArrayList<ReplayEvent>();
        cluster.readAll(List.of(topic.name()), record -> read(record).forEach(events::add));
        events.sort(Comparator.comparing(ReplayEvent::occurredAt));
        return events;
    }

    public List<ReplayEvent> read(String planId) {
        return read().stream().filter(event -> event.planId().equals(planId)).toList();
    }

    public States states() {
        return States.of(read());
    }

    /** Somebody else's record there is no reason to stop; what a newer version says is left to it. */
    Stream<ReplayEvent> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (cluster.topics().deadLetterAudit().read(record)) {
                case Reading.Known<ReplayEvent>(var event) -> Stream.of(event);
                case Reading.UnknownType<ReplayEvent> _ -> Stream.empty();
            };
        } catch (CannotWork e) {
            return Stream.empty();
        }
    }

    public void write(ReplayEvent event) {
        try (var producer = cluster.producer()) {
            write(producer, event);
        }
    }

    /** Returns when the broker has it. */
    public void write(Producer<byte[], byte[]> producer, ReplayEvent event) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "operator", event.occurredAt(), null, null);
        try {
            producer.send(cluster.topics().deadLetterAudit().record(event, envelope))
                    .get();
        } catch (ExecutionException e) {
            throw new CannotReach("The audit topic does not take it: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped before the audit was written", e);
        }
    }
}
