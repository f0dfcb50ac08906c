package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Seen from us. */
public enum Direction {
    @JsonProperty("inbound")
    INBOUND,
    @JsonProperty("outbound")
    OUTBOUND;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
