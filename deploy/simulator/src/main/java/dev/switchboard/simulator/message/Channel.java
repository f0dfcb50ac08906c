package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Channel {
    @JsonProperty("whatsapp")
    WHATSAPP,
    @JsonProperty("sms")
    SMS
}
