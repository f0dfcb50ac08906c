package dev.switchboard.contracts.message;

import dev.switchboard.contracts.Required;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a conversation. {@code address} is what names it for us: the network's own user id where there is
 * one, else the phone number; {@code phone} is missing where the network does not tell it.
 */
public record Contact(
        Address address,
        @Nullable Address phone,
        @Nullable String userId,
        @Nullable String name) {

    public Contact {
        Required.field("contact.address", address);
    }

    public static Contact phone(Address phone, @Nullable String name) {
        return new Contact(phone, phone, null, name);
    }

    @Override
    public String toString() {
        return "Contact[" + address + "]";
    }
}
