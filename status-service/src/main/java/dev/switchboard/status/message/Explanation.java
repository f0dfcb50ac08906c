package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The whole story of a message, with those that stood in for it or repeated it.
 *
 * @param awaits what has to happen for the message to go on; missing when nothing more is expected
 */
record Explanation(Message message, @Nullable String awaits, List<Relative> related, List<Entry> timeline) {

    /** A message that exists because of the explained one, or because of which that exists. */
    record Relative(
            MessageId id,
            @Nullable MessageId fallbackOf,
            @Nullable MessageId retryOf,
            @Nullable Channel channel,
            Status status) {}

    /**
     * One record of the log.
     *
     * @param repeats the same event stood on the log before, and was published or replayed once more
     * @param attempts where the dispatcher tells what its calls said and were answered
     * @param request where the request itself stood
     */
    record Entry(
            Instant at,
            Instant recordedAt,
            MessageId messageId,
            Kind kind,
            String says,
            @Nullable Status status,
            @Nullable String code,
            @Nullable String reason,
            String effect,
            boolean repeats,
            @Nullable Integer attempt,
            @Nullable String attempts,
            RecordPosition position,
            @Nullable RecordPosition request,
            @Nullable String traceId,
            @Nullable JsonNode payload) {}

    enum Kind {
        REQUEST,
        /** A request that another message's failure led to. */
        DECISION,
        /** A call to the provider, and how it ended. */
        ATTEMPT,
        OUTCOME,
        CALLBACK,
        RECEIVED,
        /** What a contact did to a message after it was written. */
        AMENDMENT;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Unless the request said that nobody wants to know. */
    private static boolean isWanted(@Nullable Boolean tracked) {
        return tracked == null || tracked;
    }

    static @Nullable String awaited(Message message) {
        return switch (message.status()) {
            case REQUESTED -> "its turn at the provider";
            case SCHEDULED -> "the time it was asked to be sent at";
            case DEFERRED -> "the next attempt, as the provider could not take it yet";
            case UNCERTAIN -> "proof whether the provider took it";
            case ACCEPTED, QUEUED, SENDING -> "the provider's word that it was sent";
            case SENT, PARTIALLY_DELIVERED ->
                isWanted(message.trackReceipts()) ? "the provider's word that it arrived" : null;
            case DELIVERED -> isWanted(message.trackReads()) ? "its reader, where reading is reported" : null;
            case RECEIVED, CANCELED, EXPIRED, REFUSED, UNDELIVERED, FAILED, READ, PLAYED -> null;
        };
    }
}
