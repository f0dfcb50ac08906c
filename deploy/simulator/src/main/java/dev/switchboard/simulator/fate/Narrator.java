package dev.switchboard.simulator.fate;

import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.message.Sent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a message's life in its provider's words; empty when nobody asked to be told. */
public interface Narrator {
    Optional<Callback> status(Sent sent, String status, @Nullable Integer errorCode);

    Optional<Callback> gibberish(Sent sent);
}
