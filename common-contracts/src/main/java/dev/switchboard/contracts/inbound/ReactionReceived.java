package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A contact put an emoji on a message, or took it off: then there is none. */
@JsonTypeName("ReactionReceived")
public record ReactionReceived(
        ConversationId conversationId,
        Provider provider,
        String account,
        Channel channel,
        Address ours,
        Contact contact,
        String reactedTo,
        @Nullable String emoji,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements InboundEvent {

    public ReactionReceived {
        Required.field("conversationId", conversationId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("channel", channel);
        Required.field("ours", ours);
        Required.field("contact", contact);
        Required.field("reactedTo", reactedTo);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return conversationId.toString();
    }

    @Override
    public String toString() {
        return "ReactionReceived[" + key() + "]";
    }
}
