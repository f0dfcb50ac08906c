package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.status.StatusReported;

/** What a provider says when asked after one message. */
public sealed interface Inquiry {

    record Reported(StatusReported status) implements Inquiry {}

    /** It does not know the message, or cannot be asked. */
    record NotToBeAsked() implements Inquiry {}

    /** Worth asking again. */
    record NoAnswer() implements Inquiry {}
}
