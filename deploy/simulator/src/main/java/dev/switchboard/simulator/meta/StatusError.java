package dev.switchboard.simulator.meta;

import java.util.Arrays;
import java.util.Optional;

/** Why a message failed after it was taken, as a status webhook says it. */
enum StatusError {
    WINDOW_CLOSED(
            131047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this"
                    + " number."),
    NO_WHATSAPP(131026, "Message undeliverable", "Message Undeliverable."),
    WITHHELD(
            131049,
            "This message was not delivered to maintain healthy ecosystem engagement.",
            "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."),
    OPTED_OUT(
            131050,
            "User has stopped marketing messages",
            "Unable to deliver the message. The recipient has chosen to stop receiving marketing messages from your"
                    + " business.");

    private final int code;
    private final String title;
    private final String details;

    StatusError(int code, String title, String details) {
        this.code = code;
        this.title = title;
        this.details = details;
    }

    int code() {
        return code;
    }

    String title() {
        return title;
    }

    String details() {
        return details;
    }

    static Optional<StatusError> coded(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }
}
