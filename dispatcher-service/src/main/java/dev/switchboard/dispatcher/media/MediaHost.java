package dev.switchboard.dispatcher.media;

import dev.switchboard.contracts.message.Provider;
import java.net.URI;
import java.util.Map;

/** Where a provider keeps files. */
public interface MediaHost {

    sealed interface Place {

        /** @param headers for this address alone, not for one it leads to */
        record At(URI url, Map<String, String> headers) implements Place {}

        record Gone() implements Place {}

        record NoAnswer() implements Place {}
    }

    Provider provider();

    /** Where a file lies now; it may have to ask, and waits for the answer. */
    Place locate(Reference reference);

    /** Whether an address is the provider's own; no other is ever called. */
    boolean isTrusted(URI url);

    /** Whether it may lie in a private network, as what stands in for the provider does. */
    boolean isStandIn(URI url);
}
