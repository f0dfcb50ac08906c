package dev.switchboard.contracts.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a request, in the order it happened; each is published again after a crash that may have lost it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface SendOutcome extends Event {

    MessageId messageId();

    Instant occurredAt();

    @Override
    default String key() {
        return messageId().toString();
    }

    /** The ledger has it. {@code request} is the whole of it, completed; other services learn of a request only here. */
    @JsonTypeName("Queued")
    record Queued(MessageId messageId, SendRequest request, RecordPosition source, Instant occurredAt)
            implements SendOutcome {
        public Queued {
            Required.field("messageId", messageId);
            Required.field("request", request);
            Required.field("source", source);
            Required.field("occurredAt", occurredAt);
        }
    }

    /** The provider took it and gave it its own id. */
    @JsonTypeName("Accepted")
    record Accepted(
            MessageId messageId,
            Provider provider,
            String account,
            String providerId,
            @Nullable Address from,
            @Nullable Integer segments,
            int attempt,
            Instant occurredAt)
            implements SendOutcome {
        public Accepted {
            Required.field("messageId", messageId);
            Required.field("provider", provider);
            Required.field("account", account);
            Required.field("providerId", providerId);
            Required.field("occurredAt", occurredAt);
        }
    }

    /** The provider did not take it now; it will be tried again at {@code dueAt}. */
    @JsonTypeName("Deferred")
    record Deferred(MessageId messageId, Failure failure, Instant dueAt, int attempt, Instant occurredAt)
            implements SendOutcome {
        public Deferred {
            Required.field("messageId", messageId);
            Required.field("failure", failure);
            Required.field("dueAt", dueAt);
            Required.field("occurredAt", occurredAt);
        }
    }

    /** It will not be sent. */
    @JsonTypeName("Refused")
    record Refused(MessageId messageId, By by, Failure failure, int attempt, Instant occurredAt)
            implements SendOutcome {
        public Refused {
            Required.field("messageId", messageId);
            Required.field("by", by);
            Required.field("failure", failure);
            Required.field("occurredAt", occurredAt);
        }

        /** Whether a call was spent on it. */
        public enum By {
            @JsonProperty("us")
            US,
            @JsonProperty("provider")
            PROVIDER
        }
    }

    /** A call was made, or may have been, and nobody knows yet whether the provider took it. */
    @JsonTypeName("Uncertain")
    record Uncertain(MessageId messageId, Failure failure, int attempt, Instant occurredAt) implements SendOutcome {
        public Uncertain {
            Required.field("messageId", messageId);
            Required.field("failure", failure);
            Required.field("occurredAt", occurredAt);
        }
    }

    /** It was called off before it left. */
    @JsonTypeName("Canceled")
    record Canceled(MessageId messageId, @Nullable String reason, Instant occurredAt) implements SendOutcome {
        public Canceled {
            Required.field("messageId", messageId);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String toString() {
            return "Canceled[" + messageId + "]";
        }
    }

    /** Its time had passed before it could leave. */
    @JsonTypeName("Expired")
    record Expired(MessageId messageId, Instant expiresAt, Instant occurredAt) implements SendOutcome {
        public Expired {
            Required.field("messageId", messageId);
            Required.field("expiresAt", expiresAt);
            Required.field("occurredAt", occurredAt);
        }
    }
}
