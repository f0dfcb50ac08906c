package dev.switchboard.contracts.deadletter;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event as a consumer gets it: what it says, what is said about it, and where it stood on the log. */
public record Delivery<E extends Event>(E event, Envelope envelope, RecordPosition position, Instant recordTime) {

    public static <E extends Event> Delivery<E> of(E event, ConsumerRecord<byte[], byte[]> record) {
        return new Delivery<>(
                event, Envelope.of(record), RecordPosition.of(record), Instant.ofEpochMilli(record.timestamp()));
    }
}
