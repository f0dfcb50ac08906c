package dev.switchboard.status.message;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was said of a message. The state of a message is a function of the set of its facts, so neither their
 * order nor their repetition matters.
 *
 * @param providerId missing where the fact comes from before the provider
 * @param description missing where the fact tells nothing of what the message is
 */
public record Fact(
        MessageId messageId,
        Naming naming,
        @Nullable ProviderId providerId,
        Said said,
        Source source,
        @Nullable Description description,
        Delivery<? extends Event> delivery) {

    /** What became true, and when. */
    public record Said(Status status, @Nullable Failure failure, Instant occurredAt) {}

    Fact about(MessageId other) {
        return new Fact(other, naming, providerId, said, source, description, delivery);
    }

    public @Nullable Traceparent traceparent() {
        return delivery.envelope().traceparent();
    }

    /** Who the message came from or went to, where the fact tells it. */
    public @Nullable Contact contact() {
        return switch (delivery.event()) {
            case MessageReceived received -> received.contact();
            case MessageEchoed echoed -> echoed.contact();
            case Queued queued -> written(queued.request().to());
            case StatusReported reported -> Columns.ifAny(reported.to(), Fact::written);
            default -> null;
        };
    }

    private static Contact written(Address to) {
        return to.isPhone() ? Contact.phone(to, null) : new Contact(to, null, to.value(), null);
    }

    Stream<Address> addresses() {
        var contact = contact();
        if (contact == null) {
            return Stream.empty();
        }
        var userId = contact.userId();
        return Stream.of(
                        Stream.of(contact.address()),
                        Stream.ofNullable(contact.phone()),
                        Stream.ofNullable(userId).map(Address::new))
                .flatMap(each -> each);
    }

    // From here on: the fact as a row.

    UUID id() {
        return messageId.value();
    }

    String topic() {
        return delivery.position().topic();
    }

    int partition() {
        return delivery.position().partition();
    }

    long offset() {
        return delivery.position().offset();
    }

    Instant recordTime() {
        return delivery.recordTime();
    }

    String type() {
        return delivery.event().getClass().getSimpleName();
    }

    String eventId() {
        return delivery.envelope().id();
    }

    String payload() {
        return Wire.JSON.writeValueAsString(delivery.event());
    }

    @Nullable
    String traceparentText() {
        return Columns.ifAny(traceparent(), Traceparent::value);
    }

    String statusName() {
        return said.status().wireName();
    }

    int rank() {
        return said.status().rank();
    }

    Instant occurredAt() {
        return said.occurredAt();
    }

    int sourceRank() {
        return source.rank();
    }

    @Nullable
    String descriptionText() {
        return Columns.ifAny(description, Description::json);
    }

    String code() {
        var failure = said.failure();
        return failure == null || failure.code() == null ? "" : failure.code();
    }

    String failureKind() {
        var failure = said.failure();
        return failure == null ? "" : failure.kind().wireName();
    }

    String failureReason() {
        var failure = said.failure();
        return failure == null ? "" : failure.reason();
    }
}
