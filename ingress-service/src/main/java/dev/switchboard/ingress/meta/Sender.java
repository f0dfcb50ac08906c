package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The number of ours a change is about, and when we heard of it. */
record Sender(String phoneNumberId, Address number, Instant receivedAt) {

    private static final long MILLISECONDS_BEGIN = 1_000_000_000_000L;

    static Sender of(Json value, Instant receivedAt) {
        var metadata = value.at("metadata");
        var number = phone(metadata.text("display_phone_number"));
        if (number == null) {
            throw new Unreadable("metadata.display_phone_number is missing or is no number");
        }
        return new Sender(metadata.required("phone_number_id"), number, receivedAt);
    }

    Instant time(Json part) {
        return time(part.text("timestamp"), receivedAt);
    }

    /** Seconds, although milliseconds have been seen. */
    static Instant time(@Nullable String timestamp, Instant otherwise) {
        if (timestamp == null || !timestamp.matches("\\d{1,15}")) {
            return otherwise;
        }
        var number = Long.parseLong(timestamp);
        return number < MILLISECONDS_BEGIN ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /** {@code 15550003333} as we write it; a displayed number may hold blanks and dashes. */
    static @Nullable Address phone(@Nullable String text) {
        var digits = text == null ? "" : text.replaceAll("[\\s()+.-]", "");
        return digits.matches("[1-9]\\d{1,14}") ? new Address("+" + digits) : null;
    }

    /** An id of the network's own, such as {@code US.13491208655302741918}. */
    static @Nullable Address user(@Nullable String id) {
        return id == null ? null : new Address(id);
    }
}
