package dev.switchboard.simulator.handset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's phone does with what comes; left out is as usual.
 *
 * @param blocked the customer has blocked us: a WhatsApp message stays at one tick, an SMS is refused
 * @param offline it is switched off: what was sent arrives when it is on again
 * @param whatsapp whether it has WhatsApp at all
 */
public record Handset(
        @Nullable Boolean blocked,
        @Nullable Boolean offline,
        @Nullable Boolean whatsapp) {

    static final Handset USUAL = new Handset(false, false, true);

    public Handset {
        blocked = Boolean.TRUE.equals(blocked);
        offline = Boolean.TRUE.equals(offline);
        whatsapp = !Boolean.FALSE.equals(whatsapp);
    }

    @JsonIgnore
    public boolean hasBlocked() {
        return Boolean.TRUE.equals(blocked);
    }

    @JsonIgnore
    public boolean isOff() {
        return Boolean.TRUE.equals(offline);
    }

    @JsonIgnore
    public boolean hasWhatsApp() {
        return Boolean.TRUE.equals(whatsapp);
    }
}
