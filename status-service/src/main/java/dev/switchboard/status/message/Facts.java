package dev.switchboard.status.message;

import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Canceled;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Expired;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event says of its message. */
public final class Facts {

    private Facts() {}

    public static Fact of(StatusReported reported, Delivery<?> delivery) {
        return new Fact(
                reported.messageId(),
                reported.isNamedByProvider() ? Naming.BY_PROVIDER : Naming.SETTLED,
                new ProviderId(reported.provider(), reported.account(), reported.providerId()),
                new Fact.Said(reported.status(), reported.failure(), reported.occurredAt()),
                Source.REPORT,
                Description.of(reported, delivery.envelope()),
                delivery);
    }

    /** An inbound message has no other name than the one made of its provider's id, and so that one is settled. */
    public static Fact of(MessageReceived received, Delivery<?> delivery) {
        return new Fact(
                received.messageId(),
                Naming.SETTLED,
                new ProviderId(received.provider(), received.account(), received.providerId()),
                new Fact.Said(Status.RECEIVED, null, received.occurredAt()),
                Source.ORIGIN,
                Description.of(received, delivery),
                delivery);
    }

    /** A message of ours that left another way; it may still turn out to be one we know. */
    public static Fact of(MessageEchoed echoed, Delivery<?> delivery) {
        return new Fact(
                echoed.messageId(),
                Naming.BY_PROVIDER,
                new ProviderId(echoed.provider(), echoed.account(), echoed.providerId()),
                new Fact.Said(Status.SENT, null, echoed.occurredAt()),
                Source.ORIGIN,
                Description.of(echoed, delivery.envelope()),
                delivery);
    }

    public static Fact of(SendOutcome outcome, Delivery<?> delivery) {
        var at = outcome.occurredAt();
        return switch (outcome) {
            case Queued queued -> queued(queued, delivery);
            case Accepted accepted -> accepted(accepted, delivery);
            case Deferred deferred -> outcome(deferred, Status.DEFERRED, deferred.failure(), at, delivery);
            case Refused refused -> outcome(refused, Status.REFUSED, refused.failure(), at, delivery);
            case Uncertain uncertain -> outcome(uncertain, Status.UNCERTAIN, uncertain.failure(), at, delivery);
            case Canceled canceled -> outcome(canceled, Status.CANCELED, calledOff(canceled), at, delivery);
            case Expired expired -> outcome(expired, Status.EXPIRED, tooLate(), at, delivery);
        };
    }

    private static Fact queued(Queued queued, Delivery<?> delivery) {
        var request = queued.request();
        var sendAt = request.sendAt();
        var waits = sendAt != null && sendAt.isAfter(queued.occurredAt());
        var requestedAt = request.requestedAt() == null ? queued.occurredAt() : request.requestedAt();
        return new Fact(
                queued.messageId(),
                Naming.SETTLED,
                null,
                new Fact.Said(waits ? Status.SCHEDULED : Status.REQUESTED, null, requestedAt),
                Source.ORIGIN,
                Description.of(queued, delivery.envelope()),
                delivery);
    }

    private static Fact accepted(Accepted accepted, Delivery<?> delivery) {
        return new Fact(
                accepted.messageId(),
                Naming.SETTLED,
                new ProviderId(accepted.provider(), accepted.account(), accepted.providerId()),
                new Fact.Said(Status.ACCEPTED, null, accepted.occurredAt()),
                Source.ACCEPTANCE,
                Description.of(accepted, delivery.envelope()),
                delivery);
    }

    private static Fact outcome(
            SendOutcome outcome, Status status, @Nullable Failure failure, Instant at, Delivery<?> delivery) {
        var said = new Fact.Said(status, failure, at);
        return new Fact(outcome.messageId(), Naming.SETTLED, null, said, Source.ACCEPTANCE, null, delivery);
    }

    private static Failure calledOff(Canceled canceled) {
        var reason = canceled.reason();
        return new Failure(Failure.Kind.PERMANENT, null, reason == null ? "called off before it left" : reason);
    }

    private static Failure tooLate() {
        return new Failure(Failure.Kind.PERMANENT, null, "its time had passed before it could leave");
    }
}
