package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code 14155550100@c.us} is a number; {@code …@lid} a user without one, {@code …@g.us} a group. */
final class WhatsAppId {

    private static final long MILLISECONDS_BEGIN = 1_000_000_000_000L;

    private WhatsAppId() {}

    static @Nullable Address address(@Nullable String id) {
        if (id == null) {
            return null;
        }
        var phone = phone(id);
        return phone == null ? new Address(id) : phone;
    }

    static @Nullable Address phone(@Nullable String id) {
        var digits = id == null ? "" : id.replaceFirst("(:\\d+)?@(c\\.us|s\\.whatsapp\\.net)$", "");
        return digits.matches("[1-9]\\d{1,14}") ? new Address("+" + digits) : null;
    }

    /** In a group the group is the other side of the conversation, and its author is who has a number. */
    static Contact contact(String id, @Nullable String author, @Nullable String name) {
        var phone = phone(id);
        if (phone != null) {
            return Contact.phone(phone, name);
        }
        return new Contact(new Address(id), phone(author), id, name);
    }

    /** Seconds from some, milliseconds from others. */
    static Instant time(@Nullable String timestamp, Instant otherwise) {
        var time = timeOrNone(timestamp);
        return time == null ? otherwise : time;
    }

    static @Nullable Instant timeOrNone(@Nullable String timestamp) {
        if (timestamp == null || !timestamp.matches("\\d{1,15}")) {
            return null;
        }
        var number = Long.parseLong(timestamp);
        return number < MILLISECONDS_BEGIN ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }
}
