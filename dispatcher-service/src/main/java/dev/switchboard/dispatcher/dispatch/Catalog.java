package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The templates a provider has of ours, as it answers now or answered a moment ago. */
public sealed interface Catalog {

    /** @param status and {@code category} in the provider's own words, where it tells them */
    record Entry(
            Provider provider,
            String name,
            @Nullable String language,
            String id,
            @Nullable String status,
            @Nullable String category) {}

    record Listed(List<Entry> entries) implements Catalog {}

    record NoAnswer(String reason) implements Catalog {}
}
