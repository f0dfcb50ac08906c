package dev.switchboard.status.inbox;

import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Message;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All conversations. */
@Component
public class Conversations {

    private final DatabaseClient database;

    Conversations(DatabaseClient database) {
        this.database = database;
    }

    /** Takes messages in, each of them once in its life, and tells what their conversations are now. */
    public Mono<Map<ConversationId, ConversationChanged>> enter(List<Message> messages) {
        if (messages.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        insert into conversations as known (id, channel, ours, contact, contact_name, named_at,
                            last_message_id, last_message_at, last_inbound_at, unread)
                        select conversation_id,
                               min(channel),
                               min(case direction when 'inbound' then to_address else from_address end),
                               min(contact),
                               (array_agg(contact_name order by created_at desc, contact_name desc)
                                   filter (where contact_name is not null))[1],
                               max(created_at) filter (where contact_name is not null),
                               (array_agg(id order by created_at desc, id desc))[1],
                               max(created_at),
                               max(created_at) filter (where direction = 'inbound'),
                               count(*) filter (where direction = 'inbound')
                        from messages
                        where id = any(:ids)
                        group by conversation_id
                        order by conversation_id
                        on conflict (id) do update set
                            contact_name = case
                                when known.named_at is null
                                    or (excluded.named_at, excluded.contact_name) > (known.named_at, known.contact_name)
                                then excluded.contact_name else known.contact_name end,
                            named_at = greatest(known.named_at, excluded.named_at),
                            last_message_id = case
                                when (excluded.last_message_at, excluded.last_message_id)
                                   > (known.last_message_at, known.last_message_id)
                                then excluded.last_message_id else known.last_message_id end,
                            last_message_at = greatest(known.last_message_at, excluded.last_message_at),
                            last_inbound_at = greatest(known.last_inbound_at, excluded.last_inbound_at),
                            unread = known.unread + excluded.unread
                        returning *, null as last_direction, null as last_text
                        """)
                .bind(
                        "ids",
                        Columns.array(
                                UUID.class, messages, message -> message.id().value()))
                .map((Readable row) -> Conversation.of(row))
                .all()
                .collectMap(Conversation::id, Conversations::changed);
    }

    private static ConversationChanged changed(Conversation now) {
        return new ConversationChanged(
                now.id(), now.channel(), now.contact(), now.lastMessageId(), now.unread(), now.lastMessageAt());
    }

    /** The most recent ones. */
    Flux<Conversation> latest(int limit) {
        return database.sql("""
                        select c.*, m.direction as last_direction, m.text as last_text
                        from conversations c
                        join messages m on m.id = c.last_message_id
                        order by c.last_message_at desc, c.id desc
                        limit :limit
                        """)
                .bind("limit", limit)
                .map((Readable row) -> Conversation.of(row))
                .all();
    }
}
