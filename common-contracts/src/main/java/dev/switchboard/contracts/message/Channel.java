package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** By what means a message travels. */
public enum Channel {
    @JsonProperty("whatsapp")
    WHATSAPP,
    @JsonProperty("sms")
    SMS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
