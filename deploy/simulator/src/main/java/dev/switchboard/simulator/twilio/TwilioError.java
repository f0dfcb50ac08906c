package dev.switchboard.simulator.twilio;

import java.util.Arrays;
import java.util.Optional;

/** Twilio's error codes as far as they can happen here, with the HTTP status of those that refuse a call. */
enum TwilioError {
    AUTHENTICATE(20003, 401, "Authenticate"),
    NOT_FOUND(20404, 404, "The requested resource was not found"),
    TOO_MANY(20429, 429, "Too many requests"),
    INTERNAL(20500, 500, "An internal server error has occurred"),
    INVALID_TO(21211, 400, "Invalid 'To' Phone Number"),
    INVALID_FROM(21212, 400, "Invalid 'From' Number"),
    SAME_NUMBER(21266, 400, "'To' and 'From' number cannot be the same"),
    NO_CONTENT(21602, 400, "Message body is required."),
    NO_FROM(21603, 400, "A 'From' phone number is required."),
    NO_TO(21604, 400, "A 'To' phone number is required."),
    INVALID_CALLBACK(21609, 400, "The 'StatusCallback' URL is not a valid URL."),
    OPTED_OUT(21610, 400, "Attempt to send to unsubscribed recipient"),
    BODY_TOO_LONG(21617, 400, "The concatenated message body exceeds the 1600 character limit."),
    INVALID_MEDIA(21620, 400, "Invalid media URL(s)"),
    TOO_MUCH_MEDIA(21623, 400, "Number of media files exceeds allowed limit"),
    INVALID_CONTENT_SID(21655, 400, "The ContentSid is invalid"),
    INVALID_VARIABLES(21656, 400, "The ContentVariables Parameter is invalid"),
    DIFFERENT_CHANNELS(21910, 400, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"),
    WINDOW_CLOSED(
            63016,
            400,
            "Failed to send freeform message because you are outside the allowed window. Please use a Message"
                    + " Template."),
    NO_WHATSAPP(63024, 400, "Invalid message recipient"),
    WITHHELD(63049, 400, "Meta chose not to deliver this WhatsApp marketing message");

    private final int code;
    private final int status;
    private final String message;

    TwilioError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    int code() {
        return code;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    static Optional<TwilioError> coded(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }
}
