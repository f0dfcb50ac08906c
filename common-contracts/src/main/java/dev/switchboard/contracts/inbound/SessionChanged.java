package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A gateway session got a QR code, loads, is ready, changed its state, could not sign in or lost its phone. The {@code qr} is a credential: it never prints. */
@JsonTypeName("SessionChanged")
public record SessionChanged(
        String sessionId,
        Provider provider,
        String account,
        String state,
        @Nullable String qr,
        @Nullable Integer percent,
        @Nullable String reason,
        Instant occurredAt,
        @Nullable JsonNode raw)
        implements InboundEvent {

    public SessionChanged {
        Required.field("sessionId", sessionId);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("state", state);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return sessionId;
    }

    @Override
    public String toString() {
        return "SessionChanged[" + key() + "]";
    }
}
