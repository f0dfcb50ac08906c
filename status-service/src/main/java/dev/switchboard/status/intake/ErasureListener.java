package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.contact.Erasing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears who is to be forgotten, also what this service said itself: nothing is left undone when it died in between. */
@Component
class ErasureListener {

    private final Consumption<ErasureEvent> consumption;
    private final Erasing erasing;
    private final StatusProperties properties;

    ErasureListener(
            Topics topics,
            Erasing erasing,
            StatusProperties properties,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.erasing = erasing;
        this.properties = properties;
        consumption = new Consumption<>(topics.erasures(), this::apply, deadLetters, meters);
    }

    @KafkaListener(topics = "#{@topics.erasures().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    void apply(List<Delivery<ErasureEvent>> batch) {
        for (var delivery : batch) {
            switch (delivery.event()) {
                case ContactErased erased ->
                    erasing.apply(erased)
                            .timeout(properties.database().batchTimeout())
                            .block();
            }
        }
    }
}
