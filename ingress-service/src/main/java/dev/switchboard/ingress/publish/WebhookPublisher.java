package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.spool.NotKept;
import dev.switchboard.ingress.spool.Spool;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Completes when the broker has all of it, or the disk. What needs no waiting is sent where it is asked for; a virtual
 * thread does the rest. While the spool holds anything what comes joins it, so that nobody waits for a broker that is
 * known to be away.
 */
@Component
public class WebhookPublisher {

    private final QuickPublisher quick;
    private final Publisher broker;
    private final Spool spool;
    private final SpoolMeters meters;
    private final Duration patience;
    private final Scheduler virtualThreads;

    WebhookPublisher(
            QuickPublisher quick,
            Publisher broker,
            Spool spool,
            SpoolMeters meters,
            IngressProperties properties,
            Scheduler virtualThreads) {
        this.quick = quick;
        this.broker = broker;
        this.spool = spool;
        this.meters = meters;
        this.patience = properties.spool().brokerPatience();
        this.virtualThreads = virtualThreads;
    }

    /** It ends with {@link NotPublished} where neither has it, or where the broker says it never will. */
    public Mono<Kept> publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (!spool.isEmpty()) {
            return waiting(records, Duration.ZERO);
        }
        var begin = System.nanoTime();
        return quick.publish(records, patience)
                .thenReturn(Kept.ON_ITS_TOPICS)
                .onErrorResume(e -> waiting(records, patience.minusNanos(System.nanoTime() - begin)));
    }

    private Mono<Kept> waiting(List<ProducerRecord<byte[], byte[]>> records, Duration left) {
        return Mono.fromCallable(() -> left.isPositive() ? publishOrKeep(records, left) : keep(records))
                .subscribeOn(virtualThreads);
    }

    private Kept publishOrKeep(List<ProducerRecord<byte[], byte[]>> records, Duration left) {
        try {
            broker.publish(records, left);
            return Kept.ON_ITS_TOPICS;
        } catch (NotPublished e) {
            if (e.isForGood()) {
                throw e;
            }
            return keep(records);
        }
    }

    private Kept keep(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            spool.keep(RecordBytes.of(records));
            meters.kept();
            return Kept.IN_THE_SPOOL;
        } catch (NotKept e) {
            meters.refused(e.reason());
            throw new NotPublished(e);
        }
    }
}
