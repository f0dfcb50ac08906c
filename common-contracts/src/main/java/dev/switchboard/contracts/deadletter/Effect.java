package dev.switchboard.contracts.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import org.jspecify.annotations.Nullable;

/**
 * What putting a dead letter back would do where it was put aside, as the service itself found out by doing it and taking
 * it back.
 *
 * @param detail for people, without anybody's words or numbers
 */
public record Effect(Kind kind, @Nullable String detail) {

    public Effect {
        Required.field("kind", kind);
    }

    public static Effect of(Kind kind) {
        return new Effect(kind, null);
    }

    /**
     * Of trying it: what the record is to blame for, or a bug, would put it aside again. Trouble around us says nothing
     * about the record, and is thrown on.
     */
    public static Effect of(RuntimeException failure) {
        if (Fault.of(failure) == Fault.TROUBLE) {
            throw failure;
        }
        var diagnosis = Diagnosis.of(failure);
        return new Effect(Kind.DIES, diagnosis.cause() + ": " + diagnosis.reason());
    }

    public enum Kind {
        /** A message would rise to another status, or be known for the first time. */
        @JsonProperty("changes")
        CHANGES("would change a message"),
        /** All of it is known already. */
        @JsonProperty("nothing")
        NOTHING("would change nothing"),
        /** A provider would be called. */
        @JsonProperty("sends")
        SENDS("would be sent"),
        /** A webhook would be read, and what it says published. */
        @JsonProperty("read")
        READ("would be read"),
        /** The request would be taken, and refused before the call. */
        @JsonProperty("refused")
        REFUSED("would be refused"),
        /** The provider has it. */
        @JsonProperty("accepted")
        ACCEPTED("already accepted by the provider"),
        /** The request is known and will be sent, or may have been. */
        @JsonProperty("waiting")
        WAITING("already in the ledger"),
        /** Its time is over. */
        @JsonProperty("expired")
        EXPIRED("deadline passed"),
        /** It would be put aside again, for the reason the detail gives. */
        @JsonProperty("dies")
        DIES("would be dead-lettered again"),
        /** Nobody could be asked. */
        @JsonProperty("unknown")
        UNKNOWN("effects unknown");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
