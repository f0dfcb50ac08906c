package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.unreadable.UnreadableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class RedecodeListener {

    private final Consumption<UnreadableEvent> consumption;

    RedecodeListener(Topics topics, Redecoding redecoding, DeadLetters deadLetters, MeterRegistry meters) {
        consumption = new Consumption<>(topics.redecode(), redecoding, deadLetters, meters);
    }

    @KafkaListener(
            id = "redecode",
            topics = "#{@topics.redecode().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).INGRESS.id()}",
            clientIdPrefix = "ingress-redecode",
            properties = "metadata.recovery.strategy=none")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
