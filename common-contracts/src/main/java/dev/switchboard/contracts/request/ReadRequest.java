package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whoever wrote a received message is to see that we read it. What is said of it is what {@link
 * dev.switchboard.contracts.inbound.MessageReceived} told.
 *
 * @param from the address of ours that the message came to
 * @param providerId the provider's id of it
 * @param typing also that an answer is being written; a provider shows it for 25 seconds, or until one comes
 */
@JsonTypeName("ReadRequest")
public record ReadRequest(
        MessageId messageId,
        Provider provider,
        Address from,
        String providerId,
        @Nullable Boolean typing,
        @Nullable Instant requestedAt)
        implements SendCommand {

    public ReadRequest {
        Required.field("messageId", messageId);
        Required.field("provider", provider);
        Required.field("from", from);
        Required.field("providerId", providerId);
    }

    public boolean saysTyping() {
        return Boolean.TRUE.equals(typing);
    }

    public ReadRequest withoutTyping() {
        return new ReadRequest(messageId, provider, from, providerId, null, requestedAt);
    }

    @Override
    public String toString() {
        return "ReadRequest[" + messageId + "]";
    }
}
