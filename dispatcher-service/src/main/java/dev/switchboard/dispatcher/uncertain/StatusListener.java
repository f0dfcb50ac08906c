package dev.switchboard.dispatcher.uncertain;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.status.StatusEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class StatusListener {

    private final Consumption<StatusEvent> consumption;

    StatusListener(Topics topics, Witness witness, DeadLetters deadLetters, MeterRegistry meters) {
        consumption = new Consumption<>(topics.status(), witness, deadLetters, meters);
    }

    @KafkaListener(
            id = "status",
            topics = "#{@topics.status().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).DISPATCHER.id()}",
            clientIdPrefix = "dispatcher-status")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
