package dev.switchboard.status.message;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Explanation.Entry;
import dev.switchboard.status.message.Explanation.Kind;
import dev.switchboard.status.message.Explanation.Relative;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Tells the stories of messages, from what is on record. */
@Component
class Explanations {

    private final DatabaseClient database;

    Explanations(DatabaseClient database) {
        this.database = database;
    }

    Mono<Explanation> of(Message message, Sight sight) {
        return related(message.id())
                .flatMap(related -> timeline(message.id(), related, sight)
                        .map(timeline ->
                                new Explanation(message.as(sight), Explanation.awaited(message), related, timeline)));
    }

    /** From message to message by what it stands in for and what it repeats, both ways. */
    private Mono<List<Relative>> related(MessageId id) {
        return database.sql("""
                        with recursive family as (
                            select id, fallback_of, retry_of, channel, status, created_at
                            from messages
                            where id = :id
                            union
                            select other.*
                            from family
                            cross join lateral (
                                select id, fallback_of, retry_of, channel, status, created_at
                                from messages where id = family.fallback_of
                                union all
                                select id, fallback_of, retry_of, channel, status, created_at
                                from messages where id = family.retry_of
                                union all
                                select id, fallback_of, retry_of, channel, status, created_at
                                from messages where fallback_of = family.id
                                union all
                                select id, fallback_of, retry_of, channel, status, created_at
                                from messages where retry_of = family.id
                            ) other
                        )
                        select * from family where id <> :id order by created_at, id
                        """)
                .bind("id", id.value())
                .map((Readable row) -> new Relative(
                        new MessageId(Columns.uuid(row, "id")),
                        Columns.ifAny(row.get("fallback_of", UUID.class), MessageId::new),
                        Columns.ifAny(row.get("retry_of", UUID.class), MessageId::new),
                        Columns.ifAny(row.get("channel", String.class), Message::channel),
                        Status.of(Columns.string(row, "status"))))
                .all()
                .collectList();
    }

    private Mono<List<Entry>> timeline(MessageId id, Collection<Relative> related, Sight sight) {
        var ids =
                Stream.concat(Stream.of(id), related.stream().map(Relative::id)).toList();
        return database.sql("""
                        select message_id, type, status, nullif(code, '') as code,
                               nullif(failure_reason, '') as failure_reason, occurred_at, record_time,
                               topic, partition, log_offset, traceparent, payload,
                               case
                                   when row_number() over (partition by message_id, status, code order by seq) > 1
                                       then 'duplicate'
                                   when rank > coalesce(max(rank) over earlier, -1) then 'advanced'
                                   else 'stale'
                               end as effect,
                               event_id is not null
                                   and row_number() over (partition by message_id, topic, event_id order by seq) > 1
                                   as repeats,
                               rank, seq, date_trunc('second', occurred_at) as occurred_second
                        from message_events
                        where message_id = any(:ids)
                        window earlier as (
                            partition by message_id order by seq rows between unbounded preceding and 1 preceding)
                        union all
                        select m.id, a.type, null, null, null, a.occurred_at, a.record_time, a.topic, a.partition,
                               a.log_offset, a.traceparent, a.payload, 'advanced', false,
                               1000, 0, date_trunc('second', a.occurred_at)
                        from messages m
                        join amendments a using (provider_id, provider, account)
                        where m.id = any(:ids)
                        order by occurred_second, rank, seq
                        """)
                .bind("ids", Messages.uuids(ids))
                .map((Readable row) -> entry(row, sight))
                .all()
                .collectList();
    }

    private static Entry entry(Readable row, Sight sight) {
        var payload = Wire.JSON.readTree(Columns.json(row, "payload"));
        var status = Columns.ifAny(row.get("status", String.class), Status::of);
        var kind = kind(Columns.string(row, "type"), payload);
        var trace = Traceparent.parse(row.get("traceparent", String.class));
        return new Entry(
                Columns.time(row, "occurred_at"),
                Columns.time(row, "record_time"),
                new MessageId(Columns.uuid(row, "message_id")),
                kind,
                says(kind, status, payload),
                status,
                row.get("code", String.class),
                row.get("failure_reason", String.class),
                Columns.string(row, "effect"),
                Columns.bool(row, "repeats"),
                attempt(payload),
                kind == Kind.ATTEMPT ? "/api/v1/messages/" + Columns.uuid(row, "message_id") + "/attempts" : null,
                new RecordPosition(
                        Columns.string(row, "topic"),
                        Columns.integer(row, "partition"),
                        Columns.number(row, "log_offset")),
                request(payload),
                trace == null ? null : trace.traceId(),
                sight == Sight.CLEAR ? payload : null);
    }

    /** Events are told by their stored names, so that one of a newer version is still shown. */
    private static Kind kind(String type, JsonNode payload) {
        return switch (type) {
            case "Queued" -> isFurtherTry(payload.path("request")) ? Kind.DECISION : Kind.REQUEST;
            case "Accepted", "Deferred", "Uncertain" -> Kind.ATTEMPT;
            case "Refused" -> "provider".equals(payload.path("by").asString("")) ? Kind.ATTEMPT : Kind.OUTCOME;
            case "MessageReceived", "MessageEchoed" -> Kind.RECEIVED;
            case "StatusReported" -> Kind.CALLBACK;
            case "MessageEdited", "MessageRevoked", "ReactionReceived" -> Kind.AMENDMENT;
            default -> Kind.OUTCOME;
        };
    }

    private static boolean isFurtherTry(JsonNode request) {
        return request.hasNonNull("fallbackOf") || request.hasNonNull("retryOf");
    }

    private static String amended(JsonNode payload) {
        return switch (payload.path("type").asString("")) {
            case "MessageEdited" -> "the contact changed what it says";
            case "MessageRevoked" -> "the contact took it back";
            case "ReactionReceived" ->
                payload.hasNonNull("emoji") ? "the contact put an emoji on it" : "the contact took its emoji off";
            default -> "the contact did something to it";
        };
    }

    private static String says(Kind kind, @Nullable Status status, JsonNode payload) {
        var reached = status == null ? "something new" : status.wireName();
        return switch (kind) {
            case REQUEST -> "the ledger took the request";
            case DECISION ->
                payload.path("request").hasNonNull("fallbackOf")
                        ? "sent by another channel instead of " + original(payload, "fallbackOf")
                        : "tried again instead of " + original(payload, "retryOf");
            case ATTEMPT -> "the provider was asked: " + reached;
            case OUTCOME -> "the dispatcher decided: " + reached;
            case CALLBACK -> "the provider reported: " + reached;
            case RECEIVED -> "a contact's message came in";
            case AMENDMENT -> amended(payload);
        };
    }

    private static String original(JsonNode payload, String field) {
        return payload.path("request").path(field).asString("");
    }

    private static @Nullable Integer attempt(JsonNode payload) {
        var attempt = payload.path("attempt");
        return attempt.isNumber() ? attempt.asInt() : null;
    }

    private static @Nullable RecordPosition request(JsonNode payload) {
        var source = payload.path("source");
        return source.hasNonNull("topic")
                ? new RecordPosition(
                        source.path("topic").asString(),
                        source.path("partition").asInt(),
                        source.path("offset").asLong())
                : null;
    }
}
