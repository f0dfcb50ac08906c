package dev.switchboard.fallback.decision;

import static dev.switchboard.fallback.decision.Fact.What.CANCELED;
import static dev.switchboard.fallback.decision.Fact.What.DELIVERED;
import static dev.switchboard.fallback.decision.Fact.What.EXPIRED;
import static dev.switchboard.fallback.decision.Fact.What.FAILED;
import static dev.switchboard.fallback.decision.Fact.What.OVERDUE;
import static dev.switchboard.fallback.decision.Fact.What.READ;
import static dev.switchboard.fallback.decision.Fact.What.SENT;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is true of a message once it was heard.
 *
 * @param name ours, or the one its provider gave it
 * @param kind what a failure asks for; of a failure alone
 */
public record Fact(
        MessageId name,
        boolean isNamedByProvider,
        What what,
        Failure.@Nullable Kind kind,
        @Nullable String code,
        Instant occurredAt,
        @Nullable Traceparent traceparent)
        implements News {

    public enum What {
        SENT,
        DELIVERED,
        /** And so delivered. */
        READ,
        FAILED,
        CANCELED,
        EXPIRED,
        /** Its deadline has passed, and everything said until then was read. */
        OVERDUE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static What of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public static @Nullable Fact of(StatusReported reported, @Nullable Traceparent traceparent) {
        var what = what(reported.status());
        if (what == null) {
            return null;
        }
        var failure = what == FAILED ? reported.failure() : null;
        return new Fact(
                reported.messageId(),
                reported.isNamedByProvider(),
                what,
                // A failure nobody explains is one whose code nobody knows.
                what != FAILED ? null : failure == null ? Failure.Kind.PERMANENT : failure.kind(),
                failure == null ? null : failure.code(),
                reported.occurredAt(),
                traceparent);
    }

    private static @Nullable What what(Status status) {
        return switch (status) {
            case SENT, PARTIALLY_DELIVERED -> SENT;
            case DELIVERED -> DELIVERED;
            case READ, PLAYED -> READ;
            case UNDELIVERED, FAILED, REFUSED -> FAILED;
            case CANCELED -> CANCELED;
            case EXPIRED -> EXPIRED;
            case RECEIVED, REQUESTED, SCHEDULED, DEFERRED, UNCERTAIN, ACCEPTED, QUEUED, SENDING -> null;
        };
    }

    public boolean isArrival() {
        return what == DELIVERED || what == READ;
    }

    public static Fact refused(SendOutcome.Refused refused, @Nullable Traceparent traceparent) {
        var failure = refused.failure();
        return new Fact(
                refused.messageId(), false, FAILED, failure.kind(), failure.code(), refused.occurredAt(), traceparent);
    }

    public static Fact canceled(SendOutcome.Canceled canceled, @Nullable Traceparent traceparent) {
        return new Fact(canceled.messageId(), false, CANCELED, null, null, canceled.occurredAt(), traceparent);
    }

    public static Fact expired(SendOutcome.Expired expired, @Nullable Traceparent traceparent) {
        return new Fact(expired.messageId(), false, EXPIRED, null, null, expired.occurredAt(), traceparent);
    }

    public static Fact overdue(MessageId message, Instant dueAt, @Nullable Traceparent traceparent) {
        return new Fact(message, false, OVERDUE, null, null, dueAt, traceparent);
    }
}
