package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.request.SendCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class SendCommandListener {

    private final Consumption<SendCommand> consumption;

    SendCommandListener(Topics topics, Intake intake, DeadLetters deadLetters, MeterRegistry meters) {
        consumption = new Consumption<>(topics.sendRequests(), intake, deadLetters, meters);
    }

    @KafkaListener(
            id = "send-requests",
            topics = "#{@topics.sendRequests().name()}",
            groupId = "#{@topics.prefix() + T(dev.switchboard.contracts.ConsumerGroup).DISPATCHER.id()}",
            clientIdPrefix = "dispatcher-requests")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }
}
