package dev.switchboard.contracts.settings;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One secret and its neighbours in a rotation: the current one first, then the next and the previous. Anything that
 * verifies accepts them all; anything that signs uses the first.
 */
public record Secrets(List<Secret> all) {

    public Secrets {
        all = List.copyOf(all);
    }

    public static Secrets of(@Nullable String current, @Nullable String next, @Nullable String previous) {
        return new Secrets(Stream.of(current, next, previous)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .map(Secret::new)
                .toList());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
