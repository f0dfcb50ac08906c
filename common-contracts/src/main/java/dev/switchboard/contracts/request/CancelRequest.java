package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code {"type":"CancelRequest","messageId":"0199…","reason":"delivered in time"}}: not to be sent, if it has not left. */
@JsonTypeName("CancelRequest")
public record CancelRequest(
        MessageId messageId,
        @Nullable String reason,
        @Nullable Instant requestedAt) implements SendCommand {
    public CancelRequest {
        Required.field("messageId", messageId);
    }

    @Override
    public String toString() {
        return "CancelRequest[" + messageId + "]";
    }
}
