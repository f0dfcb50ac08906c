package dev.switchboard.status.message;

import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.message.MessageState.Now;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a batch changed.
 *
 * @param now as the outside hears of it
 * @param before what was visible of it, if anything was
 */
public record Changed(
        MessageChanged now,
        @Nullable ConversationId conversationId,
        Instant createdAt,
        @Nullable Status before,
        boolean entersConversation) {

    static final String SELECT = """
            select m.id, m.direction, m.status, m.channel, m.provider, m.provider_id, m.from_address, m.to_address,
                   m.failure_kind, m.failure_reason, m.code, m.fallback_of, fallback.id as fallback_message_id,
                   m.tenant, m.metadata, m.last_status_at, m.conversation_id, m.created_at
            from messages m
            """ + Message.STAND_IN + " where m.id = any(:ids) order by m.id";

    static Changed of(Readable row, Now now) {
        var before = now.before();
        return new Changed(
                told(row, now.id()),
                Columns.ifAny(row.get("conversation_id", UUID.class), ConversationId::new),
                Columns.time(row, "created_at"),
                before == null ? null : before.status(),
                now.entersConversation());
    }

    private static MessageChanged told(Readable row, MessageId id) {
        return new MessageChanged(
                id,
                Direction.valueOf(Columns.string(row, "direction").toUpperCase(Locale.ROOT)),
                Status.of(Columns.string(row, "status")),
                Columns.ifAny(row.get("channel", String.class), Message::channel),
                Columns.ifAny(row.get("provider", String.class), Provider::new),
                row.get("provider_id", String.class),
                Columns.ifAny(row.get("from_address", String.class), Address::new),
                Columns.ifAny(row.get("to_address", String.class), Address::new),
                Message.failure(row),
                Columns.ifAny(row.get("fallback_of", UUID.class), MessageId::new),
                Columns.ifAny(row.get("fallback_message_id", UUID.class), MessageId::new),
                row.get("tenant", String.class),
                Message.metadata(row),
                Columns.time(row, "last_status_at"));
    }

    public boolean rises() {
        return before != now.status();
    }
}
