package dev.switchboard.status.intake;

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
import dev.switchboard.status.call.CallStep;
import dev.switchboard.status.message.Amendment;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import java.util.ArrayList;
import java.util.List;

/** A batch of what came in, by what it is about. */
public record Arrivals(
        List<Fact> facts,
        List<Amendment> amendments,
        List<CallStep> callSteps,
        List<Delivery<SessionChanged>> sessions,
        List<InboundEvent> unused) {

    public static Arrivals of(List<Delivery<InboundEvent>> batch) {
        var arrivals = new Arrivals(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        batch.forEach(arrivals::sort);
        return arrivals;
    }

    private void sort(Delivery<InboundEvent> delivery) {
        switch (delivery.event()) {
            case MessageReceived received -> facts.add(Facts.of(received, delivery));
            case CallReceived received -> callSteps.add(CallStep.of(received, delivery));
            case CallProgressed progressed -> callSteps.add(CallStep.of(progressed, delivery));
            case SessionChanged changed ->
                sessions.add(new Delivery<>(changed, delivery.envelope(), delivery.position(), delivery.recordTime()));
            case MessageEchoed echoed -> facts.add(Facts.of(echoed, delivery));
            case MessageEdited edited -> amendments.add(Amendment.of(edited, delivery));
            case MessageRevoked revoked -> amendments.add(Amendment.of(revoked, delivery));
            case ReactionReceived reaction -> amendments.add(Amendment.of(reaction, delivery));
            case UnknownReceived unknown -> unused.add(unknown);
        }
    }
}
