package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code {"type":"CheckRequest","messageId":"0199…"}}: ask the provider what became of it. */
@JsonTypeName("CheckRequest")
public record CheckRequest(MessageId messageId, @Nullable Instant requestedAt) implements SendCommand {
    public CheckRequest {
        Required.field("messageId", messageId);
    }
}
