package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;

/** What a provider calls a message; unique within an account. */
public record ProviderId(Provider provider, String account, String id) {

    /** The name of the message for as long as nobody tells a name of ours. */
    MessageId elsewhere() {
        return MessageId.elsewhere(provider, account, id);
    }
}
