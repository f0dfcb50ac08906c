package dev.switchboard.status.preview;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.http.PreviewApi;
import dev.switchboard.status.intake.Intake;
import dev.switchboard.status.message.Changed;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tries each record by itself, against what is true now. */
@Component
class Trial implements PreviewApi.Trial {

    private final Topics topics;
    private final Intake intake;

    Trial(Topics topics, Intake intake) {
        this.topics = topics;
        this.intake = intake;
    }

    @Override
    public Optional<Preview.Answer> of(Preview preview) {
        var topic = preview.topic();
        if (topic.equals(topics.status().name())) {
            return Optional.of(preview.tried(topics.status(), delivery -> effect(statuses(delivery))));
        }
        if (topic.equals(topics.sendOutcomes().name())) {
            return Optional.of(preview.tried(topics.sendOutcomes(), delivery -> effect(outcomes(delivery))));
        }
        return topic.equals(topics.inbound().name())
                ? Optional.of(preview.tried(topics.inbound(), this::inbound))
                : Optional.empty();
    }

    private static List<Fact> statuses(Delivery<StatusEvent> delivery) {
        return switch (delivery.event()) {
            case StatusReported reported -> List.of(Facts.of(reported, delivery));
        };
    }

    private static List<Fact> outcomes(Delivery<SendOutcome> delivery) {
        return List.of(Facts.of(delivery.event(), delivery));
    }

    /** Calls and sessions are not written by the intake that can be taken back. */
    private Effect inbound(Delivery<InboundEvent> delivery) {
        return delivery.event() instanceof MessageReceived received
                ? effect(List.of(Facts.of(received, delivery)))
                : new Effect(Kind.UNKNOWN, "only messages are tried");
    }

    private Effect effect(List<Fact> facts) {
        return intake.tried(facts).stream()
                .filter(Changed::rises)
                .findFirst()
                .map(changed -> new Effect(Kind.CHANGES, words(changed)))
                .orElse(Effect.of(Kind.NOTHING));
    }

    private static String words(Changed changed) {
        var before = changed.before();
        return (before == null ? "new" : before.wireName()) + " → "
                + changed.now().status().wireName();
    }
}
