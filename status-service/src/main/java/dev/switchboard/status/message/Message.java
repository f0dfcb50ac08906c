package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.access.Sight;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** What is true of a message now. */
public record Message(
        MessageId id,
        Direction direction,
        @Nullable Channel channel,
        @Nullable Provider provider,
        @Nullable String providerId,
        @Nullable String account,
        @Nullable Address from,
        @Nullable Address to,
        @JsonIgnore @Nullable Address contact,
        @Nullable String contactName,
        @Nullable ConversationId conversationId,
        @Nullable String text,
        @Nullable JsonNode content,
        @Nullable String template,
        Status status,
        @Nullable Failure failure,
        @Nullable Instant requestedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt,
        Instant lastStatusAt,
        Instant createdAt,
        @Nullable MessageId fallbackOf,
        @Nullable MessageId fallbackMessageId,
        @Nullable MessageId retryOf,
        @Nullable String tenant,
        @Nullable Map<String, String> metadata,
        @Nullable String traceId) {

    /** Which message stands in for this one is asked of that one, so that neither has to come first. */
    static final String SELECT = """
            select m.*, fallback.id as fallback_message_id
            from messages m
            left join lateral (
                select id from messages other where other.fallback_of = m.id order by created_at, id limit 1
            ) fallback on true
            """;

    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    static Message of(Readable row) {
        return new Message(
                new MessageId(Columns.uuid(row, "id")),
                Direction.valueOf(Columns.string(row, "direction").toUpperCase(Locale.ROOT)),
                Columns.ifAny(row.get("channel", String.class), Message::channel),
                Columns.ifAny(row.get("provider", String.class), Provider::new),
                row.get("provider_id", String.class),
                row.get("account", String.class),
                Columns.ifAny(row.get("from_address", String.class), Address::new),
                Columns.ifAny(row.get("to_address", String.class), Address::new),
                Columns.ifAny(row.get("contact", String.class), Address::new),
                row.get("contact_name", String.class),
                Columns.ifAny(row.get("conversation_id", UUID.class), ConversationId::new),
                row.get("text", String.class),
                Columns.ifAny(row.get("content", String.class), Wire.JSON::readTree),
                row.get("template", String.class),
                Status.of(Columns.string(row, "status")),
                failure(row),
                Columns.timeIfAny(row, "requested_at"),
                Columns.timeIfAny(row, "sent_at"),
                Columns.timeIfAny(row, "delivered_at"),
                Columns.timeIfAny(row, "read_at"),
                Columns.timeIfAny(row, "failed_at"),
                Columns.time(row, "last_status_at"),
                Columns.time(row, "created_at"),
                Columns.ifAny(row.get("fallback_of", UUID.class), MessageId::new),
                Columns.ifAny(row.get("fallback_message_id", UUID.class), MessageId::new),
                Columns.ifAny(row.get("retry_of", UUID.class), MessageId::new),
                row.get("tenant", String.class),
                Columns.ifAny(row.get("metadata", String.class), json -> Wire.JSON.readValue(json, METADATA)),
                row.get("trace_id", String.class));
    }

    public static Channel channel(String wireName) {
        return Channel.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Failure failure(Readable row) {
        var kind = row.get("failure_kind", String.class);
        var reason = row.get("failure_reason", String.class);
        return kind == null
                ? null
                : new Failure(Failure.Kind.of(kind), row.get("code", String.class), reason == null ? "" : reason);
    }

    /** Without leave to see more: no whole number, no name, no word of what was written. */
    public Message as(Sight sight) {
        return switch (sight) {
            case CLEAR -> this;
            case MASKED ->
                new Message(
                        id,
                        direction,
                        channel,
                        provider,
                        providerId,
                        account,
                        masked(from),
                        masked(to),
                        masked(contact),
                        null,
                        conversationId,
                        null,
                        null,
                        template,
                        status,
                        failure,
                        requestedAt,
                        sentAt,
                        deliveredAt,
                        readAt,
                        failedAt,
                        lastStatusAt,
                        createdAt,
                        fallbackOf,
                        fallbackMessageId,
                        retryOf,
                        tenant,
                        metadata,
                        traceId);
        };
    }

    public static @Nullable Address masked(@Nullable Address address) {
        return address == null ? null : new Address(address.toString());
    }

    @Override
    public String toString() {
        return "Message[" + id + " " + status.wireName() + "]";
    }
}
