package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonValue;

/** An address as its provider writes it: {@code whatsapp:+14155550100}, {@code +14155550100}, {@code 14155550100}. */
public record Address(@JsonValue String value) {
    public String digits() {
        return value.replaceAll("\\D", "");
    }

    @Override
    public String toString() {
        return "*** " + value.substring(Math.max(0, value.length() - 4));
    }
}
