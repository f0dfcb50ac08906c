package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.account.TemplateWords;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The events of Meta's {@code message_template_status_update}; scores and categories come under other words. */
@Component
final class MetaTemplateWords implements TemplateWords {

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Meaning of(String change) {
        return switch (change.toUpperCase(Locale.ROOT)) {
            case "APPROVED", "REINSTATED", "UNPAUSED", "FLAGGED" -> Meaning.USABLE;
            case "PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "DELETED", "ARCHIVED" -> Meaning.WITHDRAWN;
            default -> Meaning.NEITHER;
        };
    }
}
