package dev.switchboard.ingress.meta;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.contracts.settings.Accounts.MetaApp;
import dev.switchboard.contracts.settings.Accounts.MetaNumber;
import dev.switchboard.ingress.webhook.Json;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one app may not speak of: the numbers and business accounts that others of the file call theirs. */
record OfOtherApps(Set<String> ids, Set<Address> numbers) {

    static OfOtherApps none() {
        return new OfOtherApps(Set.of(), Set.of());
    }

    static OfOtherApps than(String app, Accounts accounts) {
        var others = accounts.meta().stream()
                .filter(other -> !other.name().equals(app))
                .toList();
        return new OfOtherApps(
                Stream.concat(
                                others.stream().flatMap(other -> other.businessAccounts().stream()),
                                numbers(others).map(MetaNumber::phoneNumberId))
                        .collect(toUnmodifiableSet()),
                numbers(others)
                        .map(MetaNumber::number)
                        .map(Sender::phone)
                        .filter(Objects::nonNull)
                        .collect(toUnmodifiableSet()));
    }

    private static Stream<MetaNumber> numbers(List<MetaApp> apps) {
        return apps.stream().flatMap(app -> app.numbers().stream());
    }

    /** By any of its names: an id of one's own beside another's number makes the number no less another's. */
    boolean have(Json entry, Json value) {
        var metadata = value.at("metadata");
        return isTheirs(entry.text("id"))
                || isTheirs(metadata.text("phone_number_id"))
                || isTheirNumber(metadata.text("display_phone_number"))
                || isTheirNumber(value.text("display_phone_number"));
    }

    private boolean isTheirs(@Nullable String id) {
        return id != null && ids.contains(id);
    }

    private boolean isTheirNumber(@Nullable String told) {
        var number = Sender.phone(told);
        return number != null && numbers.contains(number);
    }
}
