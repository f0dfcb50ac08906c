package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.reply.Silence;
import org.springframework.stereotype.Component;

/** A messaging service with Advanced Opt-Out has words of its own and answers them itself. */
@Component
final class TwilioOptOut implements Silence {

    @Override
    public boolean isWantedBy(MessageReceived message) {
        var raw = message.raw();
        return message.provider().equals(Provider.TWILIO)
                && raw != null
                && !raw.path("OptOutType").asString("").isBlank();
    }
}
