package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.inbound.InboundEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class RecipientListener {

    private final Consumption<InboundEvent> inbound;

    RecipientListener(Topics topics, Inbound inbound, DeadLetters deadLetters, MeterRegistry meters) {
        this.inbound = new Consumption<>(topics.inbound(), inbound, deadLetters, meters);
    }

    @KafkaListener(
            id = "inbound",
            topics = "#{@topics.inbound().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).DISPATCHER.id()}",
            clientIdPrefix = "dispatcher-inbound")
    void onInbound(List<ConsumerRecord<byte[], byte[]>> records) {
        inbound.on(records);
    }
}
