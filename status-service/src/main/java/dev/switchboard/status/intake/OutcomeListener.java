package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.status.message.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what became of requests. */
@Component
class OutcomeListener {

    private final Consumption<SendOutcome> consumption;
    private final Intake intake;

    OutcomeListener(Topics topics, Intake intake, DeadLetters deadLetters, MeterRegistry meters) {
        this.intake = intake;
        consumption = new Consumption<>(topics.sendOutcomes(), this::apply, deadLetters, meters);
    }

    @KafkaListener(topics = "#{@topics.sendOutcomes().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    void apply(List<Delivery<SendOutcome>> batch) {
        intake.apply(batch.stream()
                .map(delivery -> Facts.of(delivery.event(), delivery))
                .toList());
    }
}
