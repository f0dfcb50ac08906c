package dev.switchboard.simulator.fate;

import dev.switchboard.simulator.message.Address;
import java.util.Arrays;

/** What becomes of a message, chosen by the last four digits of its recipient; the providers say it in their own words. */
public enum Fate {
    READ("0100", "delivered, read (and every other number)"),
    WITHHELD("0149", "WhatsApp: 63049 / 131049, a marketing message withheld; SMS: delivered"),
    WINDOW_CLOSED("0116", "WhatsApp: 63016 / 131047, free text outside the 24 hours; templates and SMS: delivered"),
    OPTED_OUT("0121", "21610 at once / 131050, the recipient opted out"),
    BUSY("0129", "429 twice, then fine"),
    SILENT("0150", "accepted, never calls back"),
    OUT_OF_REACH("0151", "WhatsApp: sent, never delivered; SMS: delivered"),
    SHUFFLED("0155", "callbacks duplicated and out of order"),
    UNDECODABLE("0166", "an authentic webhook that nobody can decode, then delivered");

    private final String digits;
    private final String description;

    Fate(String digits, String description) {
        this.digits = digits;
        this.description = description;
    }

    public static Fate of(Address recipient) {
        return Arrays.stream(values())
                .filter(fate -> recipient.digits().endsWith(fate.digits))
                .findFirst()
                .orElse(READ);
    }

    public String digits() {
        return digits;
    }

    public String description() {
        return description;
    }
}
