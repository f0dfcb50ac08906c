package dev.switchboard.dispatcher.twilio;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.recipient.OptOut;
import dev.switchboard.dispatcher.recipient.Wish;
import dev.switchboard.dispatcher.recipient.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A messaging service with Advanced Opt-Out says itself what it took a message for. */
@Component
final class TwilioWords implements Words {

    @Override
    public Provider provider() {
        return Provider.TWILIO;
    }

    @Override
    public Optional<Wish> wish(MessageReceived message) {
        var raw = message.raw();
        return raw == null
                ? Optional.empty()
                : switch (raw.path("OptOutType").asString("")) {
                    case "STOP" -> Optional.of(Wish.STOP);
                    case "START" -> Optional.of(Wish.START);
                    case "HELP" -> Optional.of(Wish.NONE);
                    default -> Optional.empty();
                };
    }

    @Override
    public OptOut.Scope scope(@Nullable String code) {
        return OptOut.Scope.ALL;
    }
}
