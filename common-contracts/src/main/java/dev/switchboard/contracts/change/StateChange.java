package dev.switchboard.contracts.change;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is true now and was not before. At least once, rising per message; the {@code ce_id} is stable, so a reader that
 * drops repeated ids sees each change once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StateChange extends Event {

    Instant occurredAt();

    /** A message rose on the ladder of {@link Status}, or arrived. Its {@code ce_id} is {@code <messageId>:<status>}. */
    @JsonTypeName("MessageChanged")
    record MessageChanged(
            MessageId messageId,
            Direction direction,
            Status status,
            @Nullable Channel channel,
            @Nullable Provider provider,
            @Nullable String providerId,
            @Nullable Address from,
            @Nullable Address to,
            @Nullable Failure failure,
            @Nullable MessageId fallbackOf,
            @Nullable MessageId fallbackMessageId,
            @Nullable String tenant,
            @Nullable Map<String, String> metadata,
            Instant occurredAt)
            implements StateChange {
        public MessageChanged {
            Required.field("messageId", messageId);
            Required.field("direction", direction);
            Required.field("status", status);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return messageId.toString();
        }

        @Override
        public String toString() {
            return "MessageChanged[" + messageId + " " + status.wireName() + "]";
        }
    }

    /** Something new was said in a conversation. */
    @JsonTypeName("ConversationChanged")
    record ConversationChanged(
            ConversationId conversationId,
            Channel channel,
            Address contact,
            MessageId lastMessageId,
            int unread,
            Instant occurredAt)
            implements StateChange {
        public ConversationChanged {
            Required.field("conversationId", conversationId);
            Required.field("channel", channel);
            Required.field("contact", contact);
            Required.field("lastMessageId", lastMessageId);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return conversationId.toString();
        }
    }

    /** A gateway session is in another state. */
    @JsonTypeName("SessionStateChanged")
    record SessionStateChanged(String sessionId, String state, Instant occurredAt) implements StateChange {
        public SessionStateChanged {
            Required.field("sessionId", sessionId);
            Required.field("state", state);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return sessionId;
        }
    }

    /** A call came in or went on. */
    @JsonTypeName("CallChanged")
    record CallChanged(String callId, String progress, Instant occurredAt) implements StateChange {
        public CallChanged {
            Required.field("callId", callId);
            Required.field("progress", progress);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return callId;
        }
    }
}
