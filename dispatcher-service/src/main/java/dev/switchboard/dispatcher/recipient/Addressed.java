package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;

/** A request and who sends it, by the provider's own name. */
public record Addressed(SendRequest request, Provider provider, String line) {

    public MessageId messageId() {
        return request.messageId();
    }

    /** Whether it may only be sent while its recipient has written lately. */
    boolean needsWindow() {
        return request.channel() == Channel.WHATSAPP && !(request.content() instanceof Content.Template);
    }
}
