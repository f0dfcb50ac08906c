package dev.switchboard.dispatcher.erasure;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.erasure.ErasureEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class ErasureListener {

    private final Consumption<ErasureEvent> consumption;

    ErasureListener(Topics topics, Erasures erasures, DeadLetters deadLetters, MeterRegistry meters) {
        consumption = new Consumption<>(topics.erasures(), erasures, deadLetters, meters);
    }

    @KafkaListener(
            id = "erasures",
            topics = "#{@topics.erasures().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).DISPATCHER.id()}",
            clientIdPrefix = "dispatcher-erasures")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
