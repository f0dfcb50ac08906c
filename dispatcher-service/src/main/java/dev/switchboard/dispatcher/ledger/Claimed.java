package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that this process, and no other, may now try to send once.
 *
 * @param claim proves, when the answer is recorded, that nobody has claimed the message since
 * @param expired its time had passed when it was claimed
 */
public record Claimed(
        SendRequest request,
        Provider provider,
        int attempt,
        UUID claim,
        Lease lease,
        boolean expired,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    public MessageId messageId() {
        return request.messageId();
    }
}
