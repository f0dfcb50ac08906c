package dev.switchboard.ingress.publish;

import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.spool.NotKept;
import dev.switchboard.ingress.spool.Spool;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Returns when the broker has all of it, or the disk. While the spool holds anything what comes joins it, so that nobody
 * waits for a broker that is known to be away.
 */
@Component
public class WebhookPublisher {

    private final Publisher broker;
    private final Spool spool;
    private final SpoolMeters meters;

    WebhookPublisher(
            KafkaTemplate<byte[], byte[]> kafka, Spool spool, SpoolMeters meters, IngressProperties properties) {
        this.broker = new Publisher(kafka, properties.spool().brokerPatience());
        this.spool = spool;
        this.meters = meters;
    }

    /** {@link NotPublished} is thrown where neither has it, or where the broker says it never will. */
    public Kept publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (!spool.isEmpty()) {
            return keep(records);
        }
        try {
            broker.publish(records);
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
