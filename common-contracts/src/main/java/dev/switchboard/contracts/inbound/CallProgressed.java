package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A call went on: ringing, answered, completed; in the provider's own word and order. */
@JsonTypeName("CallProgressed")
public record CallProgressed(
        String callId,
        Provider provider,
        String account,
        String progress,
        @Nullable Integer sequence,
        @Nullable Integer durationSeconds,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements InboundEvent {

    public CallProgressed {
        Required.field("callId", callId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("progress", progress);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return callId;
    }

    @Override
    public String toString() {
        return "CallProgressed[" + key() + "]";
    }
}
