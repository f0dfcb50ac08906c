package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a provider tells what a contact wants. */
public interface Words {

    Provider provider();

    /** What the provider itself took a message for. */
    Optional<Wish> wish(MessageReceived message);

    /** What an error of the opt-out kind says the contact does not want. */
    OptOut.Scope scope(@Nullable String code);
}
