package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one callback went. */
public record Report(
        String status,
        String url,
        Outcome outcome,
        int attempts,
        @Nullable Integer webhookStatus,
        @Nullable String error,
        Instant at) {

    public enum Outcome {
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("out-of-reach")
        OUT_OF_REACH,
        /** Chaos had it that nobody hears of it. */
        @JsonProperty("lost")
        LOST
    }
}
