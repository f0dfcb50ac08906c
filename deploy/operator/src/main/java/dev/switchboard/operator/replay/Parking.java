package dev.switchboard.operator.replay;

import dev.switchboard.contracts.Topics;
import dev.switchboard.operator.dlt.DeadLetter;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The way to where those rest that were replayed in vain, or that a person put there. */
final class Parking {
    private Parking() {}

    /** As it stands, with everything that is written on it. */
    static ProducerRecord<byte[], byte[]> record(Topics topics, DeadLetter letter) {
        var record = letter.record();
        return new ProducerRecord<>(
                parked(topics, record.topic()), record.partition(), record.key(), record.value(), record.headers());
    }

    private static String parked(Topics topics, String shelf) {
        return topics.all().stream()
                .flatMap(topic -> topic.readers().stream()
                        .flatMap(reader -> topic.deadLetters(reader).equals(shelf)
                                ? Stream.of(topic.parked(reader))
                                : Stream.empty()))
                .findFirst()
                .orElseThrow(() -> new Refused(shelf + " holds nothing that could be parked"));
    }
}
