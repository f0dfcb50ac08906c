package dev.switchboard.dispatcher.ledger;

import java.util.Locale;

/** What a message of the ledger waits for, or how it ended here. */
public enum State {
    WAITING,
    CALLING,
    ACCEPTED,
    REFUSED,
    /** A call was or may have been made and its answer was not heard. */
    UNCERTAIN,
    /** Still uncertain, and only a status or a person will tell. */
    PARKED,
    CANCELED,
    EXPIRED;

    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String sqlName) {
        return valueOf(sqlName.toUpperCase(Locale.ROOT));
    }
}
