package dev.switchboard.ingress;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.settings.Secret;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.ConstructorBinding;

/** One secret through a rotation. All of them verify; which one did is counted, and tells when an old one may go. */
public record RotatingSecret(Map<Slot, Secret> secrets) {

    public enum Slot {
        CURRENT,
        NEXT,
        PREVIOUS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RotatingSecret {
        secrets = Map.copyOf(secrets);
    }

    @ConstructorBinding
    public RotatingSecret(@Nullable String current, @Nullable String next, @Nullable String previous) {
        this(bySlot(current, next, previous));
    }

    public boolean isEmpty() {
        return secrets.isEmpty();
    }

    public Optional<Slot> firstThat(Predicate<Secret> accepts) {
        for (var slot : Slot.values()) {
            var secret = secrets.get(slot);
            if (secret != null && accepts.test(secret)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    private static Map<Slot, Secret> bySlot(
            @Nullable String current, @Nullable String next, @Nullable String previous) {
        var secrets = new EnumMap<Slot, Secret>(Slot.class);
        put(secrets, Slot.CURRENT, current);
        put(secrets, Slot.NEXT, next);
        put(secrets, Slot.PREVIOUS, previous);
        return secrets;
    }

    private static void put(Map<Slot, Secret> secrets, Slot slot, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            Required.that(text.equals(text.strip()), "the " + slot.wireName() + " one begins or ends with white space");
            secrets.put(slot, new Secret(text));
        }
    }
}
