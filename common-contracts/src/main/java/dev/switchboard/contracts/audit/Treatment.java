package dev.switchboard.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is done with a dead letter of a plan. */
public enum Treatment {
    /** Put back onto its topic. */
    @JsonProperty("replay")
    REPLAY,
    /** Left where it is: it would have no effect, or one that nobody should want. */
    @JsonProperty("skip")
    SKIP,
    /** Moved to where those rest that were replayed in vain too often. */
    @JsonProperty("park")
    PARK,
    /** The broker would not take it. */
    @JsonProperty("fail")
    FAIL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
