package dev.switchboard.fallback.erasure;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.erasure.ErasureEvent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears who is to be forgotten. */
@Component
class ErasureListener {

    private final Consumption<ErasureEvent> consumption;

    ErasureListener(Consumption<ErasureEvent> consumption) {
        this.consumption = consumption;
    }

    @KafkaListener(topics = "#{@topics.erasures().name()}", groupId = "#{@readers}")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
