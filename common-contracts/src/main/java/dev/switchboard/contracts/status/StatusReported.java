package dev.switchboard.contracts.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A provider says how far a message got.
 *
 * @param messageId ours where the provider echoed it, else derived from the provider's own id
 * @param account the provider's name of our account (an account SID, a phone number id, a session)
 * @param providerId the provider's name of the message
 * @param occurredAt the provider's time where it tells one, else ingress's receipt
 * @param raw the provider's own words
 */
@JsonTypeName("StatusReported")
public record StatusReported(
        MessageId messageId,
        Provider provider,
        String account,
        String providerId,
        @Nullable Channel channel,
        Status status,
        @Nullable Address from,
        @Nullable Address to,
        @Nullable Failure failure,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements StatusEvent {

    public StatusReported {
        Required.field("messageId", messageId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("providerId", providerId);
        Required.field("status", status);
        Required.field("occurredAt", occurredAt);
    }

    /** Whether the callback did not carry our id, so that the message may be known by another one. */
    @JsonIgnore
    public boolean isNamedByProvider() {
        return messageId.equals(MessageId.elsewhere(provider, account, providerId));
    }

    @Override
    public String toString() {
        return "StatusReported[" + messageId + " " + status.wireName() + "]";
    }
}
