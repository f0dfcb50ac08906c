package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that may go out another way. */
public record Plan(
        SendRequest request,
        Fallback fallback,
        Instant requestedAt,
        @Nullable Traceparent traceparent) implements News {

    /** What the dispatcher gives a request whose caller named no end. */
    private static final Duration LIFETIME_NOBODY_CHOSE = Duration.ofDays(1);

    /** Nothing, where the request asks for no fallback. */
    public static @Nullable Plan of(Queued queued, Envelope envelope) {
        var request = queued.request();
        return request.fallback() == null
                ? null
                : new Plan(
                        request,
                        request.fallback(),
                        request.requestedAt() == null ? queued.occurredAt() : request.requestedAt(),
                        envelope.traceparent());
    }

    @Override
    public MessageId name() {
        return request.messageId();
    }

    /** A message that was to leave later cannot be late before that. */
    @Nullable
    public Instant dueAt() {
        return fallback.after() == null ? null : start().plus(fallback.after());
    }

    /** A password that is worth nothing after five minutes is worth nothing by another way either. */
    @Nullable
    Instant chosenEnd() {
        var end = request.expiresAt();
        return start().plus(LIFETIME_NOBODY_CHOSE).equals(end) ? null : end;
    }

    Instant start() {
        var sendAt = request.sendAt();
        return sendAt == null || sendAt.isBefore(requestedAt) ? requestedAt : sendAt;
    }
}
