package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what providers report. */
@Component
class StatusListener {

    private final Consumption<StatusEvent> consumption;
    private final Intake intake;

    StatusListener(Topics topics, Intake intake, DeadLetters deadLetters, MeterRegistry meters) {
        this.intake = intake;
        consumption = new Consumption<>(topics.status(), this::apply, deadLetters, meters);
    }

    @KafkaListener(topics = "#{@topics.status().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    void apply(List<Delivery<StatusEvent>> batch) {
        intake.apply(batch.stream().map(StatusListener::fact).toList());
    }

    private static Fact fact(Delivery<StatusEvent> delivery) {
        return switch (delivery.event()) {
            case StatusReported reported -> Facts.of(reported, delivery);
        };
    }
}
