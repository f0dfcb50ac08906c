package dev.switchboard.contracts.unreadable;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What could not be read, with everything needed to read it later. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface UnreadableEvent extends Event {

    Provider provider();

    @Override
    default String key() {
        return provider().name();
    }

    /** An authentic webhook, its bytes untouched ({@code body} is base64 in the JSON). */
    @SuppressWarnings("ArrayRecordComponent") // Bytes are what it is about; equality is written out.
    @JsonTypeName("UnreadableWebhook")
    record UnreadableWebhook(
            Provider provider,
            String path,
            @Nullable String query,
            @Nullable String contentType,
            byte[] body,
            String reason,
            Instant receivedAt)
            implements UnreadableEvent {
        public UnreadableWebhook {
            Required.field("provider", provider);
            Required.field("path", path);
            Required.field("body", body);
            Required.field("reason", reason);
            Required.field("receivedAt", receivedAt);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof UnreadableWebhook that
                    && Arrays.equals(body, that.body)
                    && path.equals(that.path)
                    && receivedAt.equals(that.receivedAt);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(body) + receivedAt.hashCode();
        }

        @Override
        public String toString() {
            return "UnreadableWebhook[" + provider + ", " + body.length + " bytes]";
        }
    }
}
