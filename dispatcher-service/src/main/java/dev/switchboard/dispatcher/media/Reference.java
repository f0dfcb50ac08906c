package dev.switchboard.dispatcher.media;

import dev.switchboard.contracts.message.Provider;
import org.jspecify.annotations.Nullable;

/** What a provider said of a file when its message came. */
public record Reference(
        Provider provider,
        String account,
        @Nullable String id,
        @Nullable String url,
        @Nullable String contentType,
        @Nullable String filename) {

    @Override
    public String toString() {
        return "Reference[" + provider + "]";
    }
}
