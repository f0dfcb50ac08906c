package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Somebody calls. */
@JsonTypeName("CallReceived")
public record CallReceived(
        String callId,
        Provider provider,
        String account,
        Address ours,
        @Nullable Address caller,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements InboundEvent {

    public CallReceived {
        Required.field("callId", callId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("ours", ours);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return callId;
    }

    @Override
    public String toString() {
        return "CallReceived[" + key() + "]";
    }
}
