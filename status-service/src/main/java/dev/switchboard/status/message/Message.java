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
import dev.switchboard.http.Sight;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
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
        @Nullable Integer segments,
        @Nullable Boolean trackReceipts,
        @Nullable Boolean trackReads,
        Status status,
        @Nullable Failure failure,
        @Nullable Instant requestedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt,
        Instant lastStatusAt,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant revokedAt,
        @Nullable List<Reaction> reactions,
        @Nullable MessageId fallbackOf,
        @Nullable MessageId fallbackMessageId,
        @Nullable MessageId retryOf,
        @Nullable String tenant,
        @Nullable Map<String, String> metadata,
        @Nullable String traceId) {

    /** An emoji on a message, and whose it is. */
    public record Reaction(Address by, String emoji, Instant at) {
        @Override
        public String toString() {
            return "Reaction[" + by + "]";
        }
    }

    /** Which message stands in for this one is asked of that one, so that neither has to come first. */
    static final String STAND_IN = """
            left join lateral (
                select id from messages other where other.fallback_of = m.id order by created_at, id limit 1
            ) fallback on true
            """;

    /** With what became of it after it was written. Of two edits at one time the order of their words decides. */
    static final String SELECT = """
            select m.*, fallback.id as fallback_message_id, amended.*, reacted.reactions
            from messages m
            """ + STAND_IN + """
            left join lateral (
                select max(occurred_at) filter (where type = 'MessageEdited') as edited_at,
                       max(occurred_at) filter (where type = 'MessageRevoked') as revoked_at,
                       (array_agg(a.content order by occurred_at desc, a.content::text desc)
                           filter (where type = 'MessageEdited'))[1] as edited
                from amendments a
                where a.provider_id = m.provider_id and a.provider = m.provider and a.account = m.account
            ) amended on true
            left join lateral (
                select jsonb_agg(jsonb_build_object('by', contact, 'emoji', emoji, 'at', occurred_at)
                           order by occurred_at, contact) as reactions
                from (
                    select distinct on (contact) contact, a.content as emoji, occurred_at
                    from amendments a
                    where a.provider_id = m.provider_id and a.provider = m.provider and a.account = m.account
                      and type = 'ReactionReceived'
                    order by contact, occurred_at desc, a.content::text desc nulls last
                ) latest
                where emoji is not null
            ) reacted on true
            """;

    private static final TypeReference<List<Reaction>> REACTIONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    static Message of(Readable row) {
        var revokedAt = Columns.timeIfAny(row, "revoked_at");
        var edited = Columns.ifAny(Columns.jsonIfAny(row, "edited"), Wire.JSON::readTree);
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
                revokedAt == null ? text(row, edited) : null,
                revokedAt == null ? content(row, edited) : null,
                row.get("template", String.class),
                row.get("segments", Integer.class),
                row.get("track_receipts", Boolean.class),
                row.get("track_reads", Boolean.class),
                Status.of(Columns.string(row, "status")),
                failure(row),
                Columns.timeIfAny(row, "requested_at"),
                Columns.timeIfAny(row, "sent_at"),
                Columns.timeIfAny(row, "delivered_at"),
                Columns.timeIfAny(row, "read_at"),
                Columns.timeIfAny(row, "failed_at"),
                Columns.time(row, "last_status_at"),
                Columns.time(row, "created_at"),
                Columns.timeIfAny(row, "edited_at"),
                revokedAt,
                Columns.ifAny(Columns.jsonIfAny(row, "reactions"), json -> Wire.JSON.readValue(json, REACTIONS)),
                Columns.ifAny(row.get("fallback_of", UUID.class), MessageId::new),
                Columns.ifAny(row.get("fallback_message_id", UUID.class), MessageId::new),
                Columns.ifAny(row.get("retry_of", UUID.class), MessageId::new),
                row.get("tenant", String.class),
                metadata(row),
                row.get("trace_id", String.class));
    }

    private static @Nullable String text(Readable row, @Nullable JsonNode edited) {
        return edited == null
                ? row.get("text", String.class)
                : edited.path("text").asString(null);
    }

    private static @Nullable JsonNode content(Readable row, @Nullable JsonNode edited) {
        return edited == null ? Columns.ifAny(Columns.jsonIfAny(row, "content"), Wire.JSON::readTree) : edited;
    }

    public static Channel channel(String wireName) {
        return Channel.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    static @Nullable Map<String, String> metadata(Readable row) {
        return Columns.ifAny(Columns.jsonIfAny(row, "metadata"), json -> Wire.JSON.readValue(json, METADATA));
    }

    static @Nullable Failure failure(Readable row) {
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
                        segments,
                        trackReceipts,
                        trackReads,
                        status,
                        failure,
                        requestedAt,
                        sentAt,
                        deliveredAt,
                        readAt,
                        failedAt,
                        lastStatusAt,
                        createdAt,
                        editedAt,
                        revokedAt,
                        null,
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
