package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An authentic event of a kind nobody knows yet, kept whole. */
@JsonTypeName("UnknownReceived")
public record UnknownReceived(
        String subject,
        Provider provider,
        String account,
        String kind,
        Instant occurredAt,
        @Nullable JsonNode raw) implements InboundEvent {

    public UnknownReceived {
        Required.field("subject", subject);
        Required.field("provider", provider);
        Required.field("account", account);
        Required.field("kind", kind);
        Required.field("occurredAt", occurredAt);
    }

    @Override
    public String key() {
        return subject;
    }

    @Override
    public String toString() {
        return "UnknownReceived[" + key() + "]";
    }
}
