package dev.switchboard.status.inbox;

import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Amendments.Heard;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Cursor;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All conversations. */
@Component
public class Conversations {

    /** Nobody reads a number like 4711 otherwise than as "many", and counting them all would cost. */
    private static final int MOST_UNREAD = 100;

    private static final String SELECT = """
            select c.*, k.id as contact_id, m.direction as last_direction, inbound.id as inbound_id,
                   inbound.provider as inbound_provider, inbound.provider_id as inbound_provider_id,
                   case when amended.revoked then null else coalesce(amended.text, m.text) end as last_text,
                   waiting.unread
            from conversations c
            left join messages m on m.id = c.last_message_id
            left join contacts k on k.address = c.contact
            left join conversation_reads r on r.conversation_id = c.id
            cross join lateral (
                select count(*)::int as unread
                from (
                    select 1 from messages i
                    where i.conversation_id = c.id and i.direction = 'inbound'
                      and i.recorded_at > coalesce(r.read_until, '-infinity')
                    limit %d
                ) counted
            ) waiting
            cross join lateral (
                select coalesce(bool_or(type = 'MessageRevoked'), false) as revoked,
                       (array_agg(a.content->>'text' order by occurred_at desc, a.content::text desc)
                           filter (where type = 'MessageEdited'))[1] as text
                from amendments a
                where a.provider_id = m.provider_id and a.provider = m.provider and a.account = m.account
            ) amended
            left join lateral (
                select id, provider, provider_id from messages i
                where i.conversation_id = c.id and i.direction = 'inbound'
                order by recorded_at desc
                limit 1
            ) inbound on true
            """.formatted(MOST_UNREAD);

    private final DatabaseClient database;
    private final Clock clock;

    Conversations(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    record Page(List<Conversation> items, @Nullable Cursor nextCursor) {}

    /** Takes messages in, each of them once in its life, and tells what their conversations are now. */
    public Mono<Map<ConversationId, ConversationChanged>> enter(List<MessageId> messages) {
        if (messages.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        insert into conversations as known (id, channel, ours, contact, contact_name, named_at,
                            last_message_id, last_message_at, last_inbound_at)
                        select conversation_id,
                               min(channel),
                               min(case direction when 'inbound' then to_address else from_address end),
                               min(contact),
                               (array_agg(contact_name order by created_at desc, contact_name desc)
                                   filter (where contact_name is not null))[1],
                               max(created_at) filter (where contact_name is not null),
                               (array_agg(id order by created_at desc, id desc))[1],
                               max(created_at),
                               max(created_at) filter (where direction = 'inbound')
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
                            last_inbound_at = greatest(known.last_inbound_at, excluded.last_inbound_at)
                        returning id
                        """)
                .bind("ids", Columns.array(UUID.class, messages, MessageId::value))
                .map(row -> new ConversationId(Columns.uuid(row, "id")))
                .all()
                .collectList()
                .flatMapMany(this::of)
                .collectMap(Conversation::id, now -> changed(now, now.lastMessageAt()));
    }

    private static ConversationChanged changed(Conversation now, Instant at) {
        return new ConversationChanged(now.id(), now.channel(), now.contact(), now.lastMessageId(), now.unread(), at);
    }

    /** Something in them reads differently now. One that is not known yet tells of itself when its message comes. */
    public Mono<List<Change>> amended(List<Heard> amendments) {
        return of(amendments.stream().map(Heard::conversationId).toList())
                .collectMap(Conversation::id)
                .map(known -> amendments.stream()
                        .filter(each -> known.containsKey(each.conversationId()))
                        .map(each -> change(each, Objects.requireNonNull(known.get(each.conversationId()))))
                        .toList());
    }

    private static Change change(Heard amendment, Conversation conversation) {
        return new Change(
                conversation.id() + ":" + amendment.eventId(),
                amendment.traceparent(),
                null,
                changed(conversation, amendment.occurredAt()));
    }

    /** Somebody has read all that is there. Said twice, it is said once. */
    Mono<List<Change>> read(ConversationId id, String reader) {
        var now = clock.instant();
        return database.sql("""
                        insert into conversation_reads as known (conversation_id, read_until, read_at, read_by)
                        select :id, max(recorded_at), :now, :reader
                        from messages
                        where conversation_id = :id and direction = 'inbound'
                        having max(recorded_at) is not null
                        on conflict (conversation_id) do update set
                            read_until = excluded.read_until, read_at = excluded.read_at, read_by = excluded.read_by
                        where excluded.read_until > known.read_until
                        returning read_until
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .bind("reader", reader)
                .map(row -> Columns.time(row, "read_until"))
                .one()
                .flatMap(until -> one(id).map(conversation -> List.of(
                        new Change(id + ":read:" + until.toEpochMilli(), null, null, changed(conversation, now)))))
                .defaultIfEmpty(List.of());
    }

    Mono<Conversation> one(ConversationId id) {
        return of(List.of(id)).next();
    }

    private Flux<Conversation> of(Collection<ConversationId> ids) {
        return database.sql(SELECT + " where c.id = any(:ids)")
                .bind("ids", ids.stream().map(ConversationId::value).toArray(UUID[]::new))
                .map((Readable row) -> Conversation.of(row))
                .all();
    }

    private record Row(Conversation conversation, Cursor cursor) {}

    /** The most recent ones, or those after a place. */
    Mono<Page> page(@Nullable Cursor after, int limit) {
        var from = after == null ? "" : " where (c.last_message_at, c.id) < (:after_time, :after_id)";
        var statement = database.sql(SELECT + from + " order by c.last_message_at desc, c.id desc limit :limit")
                .bind("limit", limit + 1);
        var bound = after == null
                ? statement
                : statement.bind("after_time", after.createdAt()).bind("after_id", after.uuid());
        return bound.map(row -> new Row(Conversation.of(row), cursor(row)))
                .all()
                .collectList()
                .map(rows -> page(rows, limit));
    }

    /** One row more than asked for was read, to know whether there is another page. */
    private static Page page(List<Row> rows, int limit) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Page(
                shown.stream().map(Row::conversation).toList(),
                rows.size() > limit ? shown.getLast().cursor() : null);
    }

    private static Cursor cursor(Readable row) {
        return new Cursor(
                Objects.requireNonNull(row.get("last_message_at", OffsetDateTime.class)),
                Columns.uuid(row, "id").toString());
    }
}
