package dev.switchboard.status.contact;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Message;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Somebody a message came from or went to.
 *
 * @param phone missing where the network does not tell it
 * @param preferences what they said to the provider they want to receive
 */
record KnownContact(
        UUID id,
        Address address,
        @Nullable Address phone,
        @Nullable String userId,
        @Nullable String name,
        List<Preference> preferences,
        List<ConversationId> conversations) {

    record Preference(Provider provider, String category, boolean wanted, Instant at) {}

    private static final TypeReference<List<Preference>> PREFERENCES = new TypeReference<>() {};

    static KnownContact of(Readable row) {
        return new KnownContact(
                Columns.uuid(row, "id"),
                new Address(Columns.string(row, "address")),
                Columns.ifAny(row.get("phone", String.class), Address::new),
                row.get("user_id", String.class),
                row.get("name", String.class),
                Wire.JSON.readValue(Columns.json(row, "preferences"), PREFERENCES),
                Arrays.stream(Objects.requireNonNull(row.get("conversations", UUID[].class)))
                        .map(ConversationId::new)
                        .toList());
    }

    Set<Address> addresses() {
        var all = new TreeSet<String>();
        all.add(address.value());
        if (phone != null) {
            all.add(phone.value());
        }
        if (userId != null) {
            all.add(userId);
        }
        return all.stream().map(Address::new).collect(Collectors.toSet());
    }

    KnownContact as(Sight sight) {
        return switch (sight) {
            case CLEAR -> this;
            case MASKED ->
                new KnownContact(
                        id,
                        Objects.requireNonNull(Message.masked(address)),
                        Message.masked(phone),
                        null,
                        null,
                        preferences,
                        conversations);
        };
    }

    @Override
    public String toString() {
        return "KnownContact[" + id + "]";
    }
}
