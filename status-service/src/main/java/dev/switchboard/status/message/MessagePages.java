package dev.switchboard.status.message;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.http.Sight;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds messages: one by any of its ids, or many, newest first. */
@Component
public class MessagePages {

    private static final Pattern UUID_FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final DatabaseClient database;

    MessagePages(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a page is asked for. Missing conditions hold for every message.
     *
     * @param since from this moment on, by when a message was asked for or received
     * @param until before this moment
     * @param id how one of the message's ids begins, ours or the provider's
     */
    public record Query(
            @Nullable Status status,
            @Nullable Channel channel,
            @Nullable Provider provider,
            @Nullable String code,
            @Nullable Address to,
            @Nullable Address contact,
            @Nullable ConversationId conversation,
            @Nullable String tenant,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable IdPrefix id,
            @Nullable Cursor after,
            int limit) {

        public static Query ofContact(Address contact, int limit) {
            return new Query(null, null, null, null, null, contact, null, null, null, null, null, null, limit);
        }

        /** By its contact, of whom there is an index; most have one conversation. */
        public static Query ofConversation(Address contact, ConversationId id, @Nullable Cursor after, int limit) {
            return new Query(null, null, null, null, null, contact, id, null, null, null, null, after, limit);
        }

        /** A status is looked for where its index is, and with it what stands beside it. */
        private String place() {
            return status == null ? "m" : "s";
        }

        private String from() {
            return status == null ? Message.SELECT : Message.SELECT + " join message_states s on s.id = m.id";
        }

        private Conditions conditions() {
            var place = place();
            return new Conditions()
                    .and("s.status = :status", "status", Columns.ifAny(status, Status::wireName))
                    .and(place + ".channel = :channel", "channel", Columns.ifAny(channel, Channel::wireName))
                    .and(place + ".provider = :provider", "provider", Columns.ifAny(provider, Provider::name))
                    .and("m.code = :code", "code", code)
                    .and("m.to_address = :to", "to", Columns.ifAny(to, Address::value))
                    .and("m.contact = :contact", "contact", Columns.ifAny(contact, Address::value))
                    .and(
                            "m.conversation_id = :conversation",
                            "conversation",
                            Columns.ifAny(conversation, ConversationId::value))
                    .and(place + ".tenant = :tenant", "tenant", tenant)
                    .and(place + ".created_at >= :since", "since", since)
                    .and(place + ".created_at < :until", "until", until)
                    .and(id)
                    .and(place, after);
        }
    }

    public record Page(List<Message> items, @Nullable Cursor nextCursor) {
        public Page as(Sight sight) {
            return new Page(items.stream().map(message -> message.as(sight)).toList(), nextCursor);
        }
    }

    /** Ours is a UUID; whatever else is asked for is a provider's. */
    public Mono<Message> byAnyId(String id) {
        return UUID_FORM.matcher(id).matches() ? byId(MessageId.of(id)) : byProviderId(id);
    }

    private Mono<Message> byId(MessageId id) {
        return database.sql(Message.SELECT + " where m.id = :id and m.status is not null")
                .bind("id", id.value())
                .map((Readable row) -> Message.of(row))
                .one();
    }

    private Mono<Message> byProviderId(String providerId) {
        return database.sql(Message.SELECT + """
                         join provider_ids named on named.message_id = m.id
                        where named.provider_id = :provider_id
                        order by m.created_at desc
                        limit 1
                        """)
                .bind("provider_id", providerId)
                .map((Readable row) -> Message.of(row))
                .one();
    }

    public Mono<Page> page(Query query) {
        var conditions = query.conditions();
        var place = query.place();
        var statement = query.from()
                + conditions.where()
                + " order by %1$s.created_at desc, %1$s.id desc limit :limit".formatted(place);
        return Columns.bind(database.sql(statement), conditions.values())
                .bind("limit", query.limit() + 1)
                .map(row -> new Row(Message.of(row), cursor(row)))
                .all()
                .collectList()
                .map(rows -> page(rows, query.limit()));
    }

    private record Row(Message message, Cursor cursor) {}

    /** One row more than asked for was read, to know whether there is another page. */
    private static Page page(List<Row> rows, int limit) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Page(
                shown.stream().map(Row::message).toList(),
                rows.size() > limit ? shown.getLast().cursor() : null);
    }

    private static Cursor cursor(Readable row) {
        return new Cursor(
                Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)),
                Columns.uuid(row, "id").toString());
    }
}
