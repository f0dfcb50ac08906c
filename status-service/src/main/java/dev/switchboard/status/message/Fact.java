package dev.switchboard.status.message;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import java.util.UUID;
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
