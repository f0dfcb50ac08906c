package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A contact took back what it wrote. */
@JsonTypeName("MessageRevoked")
public record MessageRevoked(
        MessageId messageId,
        ConversationId conversationId,
        Provider provider,
        String account,
        Channel channel,
        Address ours,
        Contact contact,
        String providerId,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements InboundEvent {

    public MessageRevoked {
        Required.field("messageId", messageId);
        Required.field("conversationId", conversationId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("channel", channel);
        Required.field("ours", ours);
        Required.field("contact", contact);
        Required.field("providerId", providerId);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return conversationId.toString();
    }

    @Override
    public String toString() {
        return "MessageRevoked[" + key() + "]";
    }
}
