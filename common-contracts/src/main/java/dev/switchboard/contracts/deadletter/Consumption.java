package dev.switchboard.contracts.deadletter;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How every consumer takes its records: a batch at a time, and record by record when a batch fails, so that one bad
 * record is put aside alone and those behind it go on.
 *
 * <ul>
 *   <li>A record that cannot work is dead-lettered at once.
 *   <li>Trouble around us is thrown: the container repeats until it works and dead-letters nothing.
 *   <li>Anything else is tried three times alone, then dead-lettered; but when more than half of the last twenty ended
 *       so, the fault is ours and not the records': that is thrown too.
 * </ul>
 *
 * The work must therefore be such that a repetition changes nothing. Records are put aside in their order and only after
 * the batch was tried; what is thrown names the record it happened at, so that the container goes on from there and what
 * was put aside before is not put aside again.
 */
public final class Consumption<E extends Event> {

    private static final int ATTEMPTS = 3;
    private static final Logger log = LoggerFactory.getLogger(Consumption.class);

    /** One transaction for all of them; it throws when none was done. */
    public interface Work<E extends Event> {
        void on(List<Delivery<E>> batch);
    }

    /** A record as far as it could be read. */
    private sealed interface Taken<E extends Event> {

        ConsumerRecord<byte[], byte[]> record();

        record Understood<E extends Event>(ConsumerRecord<byte[], byte[]> record, Delivery<E> delivery)
                implements Taken<E> {}

        record Unreadable<E extends Event>(ConsumerRecord<byte[], byte[]> record, RuntimeException failure)
                implements Taken<E> {}

        record ForSomebodyNewer<E extends Event>(ConsumerRecord<byte[], byte[]> record) implements Taken<E> {}
    }

    private final Topic<E> topic;
    private final Work<E> work;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final RecentFates fates = new RecentFates();

    public Consumption(Topic<E> topic, Work<E> work, DeadLetters deadLetters, MeterRegistry meters) {
        this.topic = topic;
        this.work = work;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** What the listener container does with what is thrown here: the same records again, later and later, for ever. */
    public static CommonErrorHandler repeatForEver() {
        var pauses = new ExponentialBackOff(500, 2);
        pauses.setMaxInterval(30_000);
        var handler = new DefaultErrorHandler(pauses);
        // Left to its defaults the handler would drop what it calls fatal.
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    public void on(List<ConsumerRecord<byte[], byte[]>> records) {
        var taken = records.stream().map(this::take).toList();
        var isDone = workTogether(taken.stream().flatMap(Consumption::delivery).toList());
        for (var one : taken) {
            try {
                finish(one, isDone);
            } catch (RuntimeException e) {
                throw new BatchListenerFailedException("consumption stopped at a record", e, one.record());
            }
        }
    }

    private Taken<E> take(ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (topic.read(record)) {
                case Reading.Known<E>(var event) -> new Taken.Understood<>(record, Delivery.of(event, record));
                case Reading.UnknownType<E> _ -> new Taken.ForSomebodyNewer<>(record);
            };
        } catch (RuntimeException e) {
            return new Taken.Unreadable<>(record, e);
        }
    }

    private static <E extends Event> Stream<Delivery<E>> delivery(Taken<E> taken) {
        return taken instanceof Taken.Understood<E> understood ? Stream.of(understood.delivery()) : Stream.empty();
    }

    /** Whether all of it is done; where it is not, the records are to be taken one by one. */
    private boolean workTogether(List<Delivery<E>> batch) {
        try {
            if (!batch.isEmpty()) {
                work.on(batch);
            }
            fates.worked(batch.size());
            return true;
        } catch (RuntimeException e) {
            if (isTrouble(e)) {
                tellTrouble(e);
                throw e;
            }
            return false;
        }
    }

    private void finish(Taken<E> taken, boolean isDone) {
        switch (taken) {
            case Taken.Understood<E> _ when isDone -> {}
            case Taken.Understood<E> understood -> alone(understood);
            case Taken.Unreadable<E>(var record, var failure) -> deadLetters.put(topic, record, failure, 1);
            case Taken.ForSomebodyNewer<E>(var record) -> skip(record);
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> record) {
        meters.counter("messaging.skipped", "topic", topic.name()).increment();
        log.atDebug()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("record of an unknown type skipped");
    }

    private void alone(Taken.Understood<E> understood) {
        for (var attempt = 1; ; attempt++) {
            try {
                work.on(List.of(understood.delivery()));
                fates.worked(1);
                return;
            } catch (RuntimeException e) {
                if (isTrouble(e)) {
                    tellTrouble(e);
                    throw e;
                }
                if (Fault.of(e) == Fault.CANNOT_WORK) {
                    deadLetters.put(topic, understood.record(), e, attempt);
                    return;
                }
                if (attempt == ATTEMPTS) {
                    giveUp(understood, e);
                    return;
                }
            }
        }
    }

    /** Whoever is told to stop in the midst of it learns nothing about the record, whatever the failure looks like. */
    private static boolean isTrouble(RuntimeException e) {
        return Fault.of(e) == Fault.TROUBLE || Thread.currentThread().isInterrupted();
    }

    /** The container only says that it repeats, and neither what nor why. */
    private void tellTrouble(RuntimeException trouble) {
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("reason", Diagnosis.of(trouble).reason())
                .log("consumption waits until it works");
    }

    private void giveUp(Taken.Understood<E> understood, RuntimeException failure) {
        fates.failed();
        if (fates.mostlyFailed()) {
            throw paused(failure);
        }
        deadLetters.put(topic, understood.record(), failure, ATTEMPTS);
    }

    /** The failure itself does not go further: its message may quote the record, and the container logs what it gets. */
    private KafkaException paused(RuntimeException failure) {
        log.atError()
                .addKeyValue("topic", topic.name())
                .addKeyValue("reason", Diagnosis.of(failure).reason())
                .log("most records fail: consumption pauses until they work");
        var paused =
                new KafkaException("most records fail: " + Diagnosis.of(failure).reason());
        paused.setStackTrace(failure.getStackTrace());
        return paused;
    }
}
