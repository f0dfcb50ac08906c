package dev.switchboard.operator.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became of a dead letter. */
public enum State {
    /** Nobody has done anything about it. */
    @JsonProperty("new")
    NEW,
    @JsonProperty("replayed")
    REPLAYED,
    @JsonProperty("parked")
    PARKED,
    @JsonProperty("dismissed")
    DISMISSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
