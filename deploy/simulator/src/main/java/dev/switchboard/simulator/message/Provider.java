package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Provider {
    @JsonProperty("twilio")
    TWILIO,
    @JsonProperty("meta")
    META
}
