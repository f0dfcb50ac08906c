package dev.switchboard.dispatcher.outcome;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.outcome.SendOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An outcome on its way out.
 *
 * @param attempt which of the message's calls it is about; 0 before the first
 */
public record Outgoing(
        SendOutcome outcome,
        int attempt,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    /** The same for every repetition of the same outcome. */
    String id() {
        var type = outcome.getClass().getAnnotation(JsonTypeName.class).value();
        return outcome.messageId() + ":" + type + ":" + attempt;
    }

    static String type(String id) {
        return id.split(":", 3)[1];
    }
}
