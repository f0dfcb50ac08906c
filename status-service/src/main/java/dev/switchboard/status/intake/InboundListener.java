package dev.switchboard.status.intake;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.status.call.Calls;
import dev.switchboard.status.inbox.Conversations;
import dev.switchboard.status.message.Amendments;
import dev.switchboard.status.session.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what contacts write, who calls, and how gateway sessions are. */
@Component
class InboundListener {

    private final Consumption<InboundEvent> consumption;
    private final Intake intake;
    private final Amendments amendments;
    private final Conversations conversations;
    private final Calls calls;
    private final Sessions sessions;
    private final Telling telling;
    private final MeterRegistry meters;

    InboundListener(
            Topics topics,
            Intake intake,
            Amendments amendments,
            Conversations conversations,
            Calls calls,
            Sessions sessions,
            Telling telling,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.intake = intake;
        this.amendments = amendments;
        this.conversations = conversations;
        this.calls = calls;
        this.sessions = sessions;
        this.telling = telling;
        this.meters = meters;
        consumption = new Consumption<>(topics.inbound(), this::apply, deadLetters, meters);
    }

    @KafkaListener(topics = "#{@topics.inbound().name()}", groupId = "#{@topics.prefix()}status-service")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        consumption.on(records);
    }

    /** Each kind repeats without effect, so that they need no common transaction. */
    void apply(List<Delivery<InboundEvent>> batch) {
        var arrivals = Arrivals.of(batch);
        intake.apply(arrivals.facts());
        if (!arrivals.amendments().isEmpty()) {
            telling.apply(amendments.take(arrivals.amendments()).flatMap(conversations::amended));
        }
        if (!arrivals.callSteps().isEmpty()) {
            telling.apply(calls.take(arrivals.callSteps()));
        }
        if (!arrivals.sessions().isEmpty()) {
            telling.apply(sessions.take(arrivals.sessions()));
        }
        arrivals.unused().forEach(this::unused);
    }

    /** Nobody knows what these mean yet. They stay on the topic, from which the state can be rebuilt. */
    private void unused(InboundEvent event) {
        meters.counter("messaging.unused", "type", event.getClass().getSimpleName())
                .increment();
    }
}
