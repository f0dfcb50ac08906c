package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.recipient.OptOut;
import dev.switchboard.dispatcher.recipient.Wish;
import dev.switchboard.dispatcher.recipient.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meta's contacts stop marketing in the app, and Meta tells when the next marketing message comes. */
@Component
final class MetaWords implements Words {

    private static final String MARKETING_STOPPED = "131050";

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Optional<Wish> wish(MessageReceived message) {
        return Optional.empty();
    }

    @Override
    public OptOut.Scope scope(@Nullable String code) {
        return MARKETING_STOPPED.equals(code) ? OptOut.Scope.MARKETING : OptOut.Scope.ALL;
    }
}
