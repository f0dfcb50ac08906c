package dev.switchboard.contracts;

import static dev.switchboard.contracts.ConsumerGroup.DISPATCHER;
import static dev.switchboard.contracts.ConsumerGroup.FALLBACK;
import static dev.switchboard.contracts.ConsumerGroup.INGRESS;
import static dev.switchboard.contracts.ConsumerGroup.STATUS;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.audit.ReplayEvent;
import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.unreadable.UnreadableEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Every topic there is, and the only place that names one.
 *
 * @param prefix what a shared cluster puts in front of our names
 */
public record Topics(String prefix, Shape shape) {

    private static final int MIB = 1 << 20;

    /** A record with a provider's own fragment may be large; everything else is small. */
    private static final int LARGE = 4 * MIB;

    public Topic<InboundEvent> inbound() {
        return topic("messaging.inbound.v1", InboundEvent.class, 30, LARGE, STATUS, DISPATCHER);
    }

    public Topic<StatusEvent> status() {
        return topic("messaging.status.v1", StatusEvent.class, 30, MIB, STATUS, FALLBACK, DISPATCHER);
    }

    public Topic<AccountEvent> account() {
        return topic("messaging.account.v1", AccountEvent.class, 30, MIB, STATUS, DISPATCHER);
    }

    public Topic<SendCommand> sendRequests() {
        return topic("messaging.send-requests.v1", SendCommand.class, 30, MIB, DISPATCHER);
    }

    public Topic<SendOutcome> sendOutcomes() {
        return topic("messaging.send-outcomes.v1", SendOutcome.class, 30, MIB, STATUS, FALLBACK);
    }

    public Topic<StateChange> changes() {
        return topic("messaging.changes.v1", StateChange.class, 7, MIB);
    }

    public Topic<UnreadableEvent> unreadable() {
        return topic("messaging.unreadable.v1", UnreadableEvent.class, 30, LARGE);
    }

    /** Where the operator puts back what was unreadable; ingress reads it like a webhook. */
    public Topic<UnreadableEvent> redecode() {
        return topic("messaging.redecode.v1", UnreadableEvent.class, 30, LARGE, INGRESS);
    }

    public Topic<ErasureEvent> erasures() {
        return topic("messaging.erasures.v1", ErasureEvent.class, 90, MIB, STATUS, DISPATCHER, FALLBACK);
    }

    /** What people did with dead letters; kept longer than any of them. */
    public Topic<ReplayEvent> deadLetterAudit() {
        return topic("messaging.dlt-audit.v1", ReplayEvent.class, 400, LARGE);
    }

    public List<Topic<?>> all() {
        return List.of(
                inbound(),
                status(),
                account(),
                sendRequests(),
                sendOutcomes(),
                changes(),
                unreadable(),
                redecode(),
                erasures(),
                deadLetterAudit());
    }

    /** All topics with their dead letters, as a cluster without them is asked to make them. */
    public NewTopic[] declarations() {
        return all().stream()
                .flatMap(
                        topic -> Stream.concat(Stream.of(topic.declaration()), topic.deadLetterDeclarations().stream()))
                .toArray(NewTopic[]::new);
    }

    private <E extends Event> Topic<E> topic(
            String name, Class<E> family, int retentionDays, int maxRecordBytes, ConsumerGroup... readers) {
        return new Topic<>(
                prefix + name, family, shape, Duration.ofDays(retentionDays), maxRecordBytes, List.of(readers));
    }
}
