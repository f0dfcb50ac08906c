package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what contacts write. */
@Component
class InboundListener {

    private final Consumption<InboundEvent> consumption;
    private final MeterRegistry meters;

    InboundListener(Topics topics, Intake intake, DeadLetters deadLetters, MeterRegistry meters) {
        this.meters = meters;
        consumption = new Consumption<>(
                topics.inbound(),
                batch -> intake.apply(batch.stream().flatMap(this::fact).toList()),
                deadLetters,
                meters);
    }

    @KafkaListener(topics = "#{@topics.inbound().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    private Stream<Fact> fact(Delivery<InboundEvent> delivery) {
        return switch (delivery.event()) {
            case MessageReceived received -> Stream.of(Facts.of(received, delivery));
            case MessageEdited _,
                    MessageRevoked _,
                    ReactionReceived _,
                    MessageEchoed _,
                    CallReceived _,
                    CallProgressed _,
                    SessionChanged _,
                    UnknownReceived _ -> unused(delivery);
        };
    }

    /** Nothing here shows these yet. They stay on the topic, from which the state can be rebuilt. */
    private Stream<Fact> unused(Delivery<InboundEvent> delivery) {
        meters.counter("messaging.unused", "type", delivery.event().getClass().getSimpleName())
                .increment();
        return Stream.of();
    }
}
