package dev.switchboard.contracts.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A secret through its rotation: {@code authToken: abc}, or {@code authToken: {current: abc, next: def, previous: …}}.
 * All of them verify; the current one signs.
 */
public record AccountSecret(
        Secret current, @Nullable Secret next, @Nullable Secret previous) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static AccountSecret of(
            @JsonProperty("current") @Nullable String current,
            @JsonProperty("next") @Nullable String next,
            @JsonProperty("previous") @Nullable String previous) {
        Required.field("current", current);
        return new AccountSecret(secret("current", current), optional("next", next), optional("previous", previous));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AccountSecret of(String current) {
        return new AccountSecret(secret("current", current), null, null);
    }

    /** By the names under which a match is counted, the current one first. */
    public SequencedMap<String, Secret> named() {
        var named = new LinkedHashMap<String, Secret>();
        named.put("current", current);
        if (next != null) {
            named.put("next", next);
        }
        if (previous != null) {
            named.put("previous", previous);
        }
        return Collections.unmodifiableSequencedMap(named);
    }

    private static @Nullable Secret optional(String name, @Nullable String text) {
        return text == null || text.isBlank() ? null : secret(name, text);
    }

    private static Secret secret(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new Unfit(name + " is blank");
        }
        return new Secret(text.strip());
    }

    @Override
    public String toString() {
        return "****";
    }
}
