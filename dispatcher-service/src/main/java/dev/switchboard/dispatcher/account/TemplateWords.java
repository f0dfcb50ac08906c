package dev.switchboard.dispatcher.account;

import dev.switchboard.contracts.message.Provider;

/** How a provider says what became of a template. */
public interface TemplateWords {

    enum Meaning {
        USABLE,
        WITHDRAWN,
        /** A score, a category: it says nothing about whether it may be sent. */
        NEITHER
    }

    Provider provider();

    Meaning of(String change);
}
