package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.contracts.Unfit;
import java.util.Locale;

/**
 * Everything that can be true of a message, lowest first. The order is total and a message only rises in it, so that no
 * order of events can end differently. Success stands above failure: a late delivery is a fact, and a failure reported
 * after it is not.
 */
public enum Status {
    /** Of a message somebody sent to us; it stands outside the ladder, which is about messages of ours. */
    RECEIVED,
    REQUESTED,
    SCHEDULED,
    DEFERRED,
    UNCERTAIN,
    ACCEPTED,
    QUEUED,
    SENDING,
    SENT,
    PARTIALLY_DELIVERED,
    CANCELED,
    EXPIRED,
    REFUSED,
    UNDELIVERED,
    FAILED,
    DELIVERED,
    READ,
    PLAYED;

    @JsonCreator
    public static Status of(String wireName) {
        for (var status : values()) {
            if (status.wireName().equals(wireName)) {
                return status;
            }
        }
        throw new Unfit("status is not one of ours");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The place on the ladder. Stores keep it beside the name, so that SQL can take the highest. */
    @SuppressWarnings("EnumOrdinal") // The order they are written in is the contract.
    public int rank() {
        return ordinal();
    }

    /** The message has reached its recipient, whatever is reported after. */
    public boolean isSuccess() {
        return rank() >= DELIVERED.rank();
    }

    /** Nothing more will be done for this message by the way it was sent. */
    public boolean isFailure() {
        return rank() >= CANCELED.rank() && rank() <= FAILED.rank();
    }
}
