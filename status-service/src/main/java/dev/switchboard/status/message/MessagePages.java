package dev.switchboard.status.message;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

    /** What a page is asked for. Missing conditions hold for every message. */
    public record Query(
            @Nullable Status status,
            @Nullable Channel channel,
            @Nullable Address to,
            @Nullable Address contact,
            @Nullable Cursor after,
            int limit) {}

    public record Page(List<Message> items, @Nullable Cursor nextCursor) {}

    /** Ours is a UUID; whatever else is asked for is a provider's. */
    Mono<Message> byAnyId(String id) {
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
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        if (query.status() != null) {
            conditions.add("m.status = :status");
            values.put("status", query.status().wireName());
        }
        if (query.channel() != null) {
            conditions.add("m.channel = :channel");
            values.put("channel", query.channel().wireName());
        }
        if (query.to() != null) {
            conditions.add("m.to_address = :to");
            values.put("to", query.to().value());
        }
        if (query.contact() != null) {
            conditions.add("m.contact = :contact");
            values.put("contact", query.contact().value());
        }
        if (query.after() != null) {
            conditions.add("(m.created_at, m.id) < (:created_at, :id)");
            values.put("created_at", query.after().createdAt());
            values.put("id", query.after().id());
        }
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        values.put("limit", query.limit() + 1);
        return Columns.bind(
                        database.sql(Message.SELECT + where + " order by m.created_at desc, m.id desc limit :limit"),
                        values)
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
                Objects.requireNonNull(row.get("id", UUID.class)));
    }
}
