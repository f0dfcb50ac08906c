package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.message.Failure;

/** What is known of a send before its call; nothing, of most. */
public sealed interface Finding {

    /** The provider would certainly refuse it. */
    record Refused(Failure failure) implements Finding {
        static Refused of(Failure.Kind kind, String reason) {
            return new Refused(new Failure(kind, null, reason));
        }
    }

    /** It will be known in a moment. */
    record NotKnownYet() implements Finding {}
}
