package dev.switchboard.status.message;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.http.Sight;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** How a message came to be what it is. */
@Component
class History {

    private final DatabaseClient database;

    History(DatabaseClient database) {
        this.database = database;
    }

    /** A status that was reached. */
    record Step(Status status, @Nullable String code, Instant at, long count) {}

    /**
     * One record, where it stood, and what it did when it came: it advanced the message, amended it, or was duplicate or
     * stale.
     */
    record Happening(
            String type,
            @Nullable Status status,
            @Nullable String code,
            String effect,
            Instant occurredAt,
            Instant recordedAt,
            String topic,
            int partition,
            long offset,
            @Nullable String traceId,
            @Nullable JsonNode payload) {}

    /** In the order of seconds: some providers tell no more, and within one second a message only rises. */
    Flux<Step> steps(MessageId id) {
        return database.sql("""
                        select status, nullif(code, '') as code, first_at, count
                        from message_statuses
                        where message_id = :id
                        order by date_trunc('second', first_at), rank, code
                        """)
                .bind("id", id.value())
                .map(row -> new Step(
                        Status.of(Columns.string(row, "status")),
                        row.get("code", String.class),
                        Columns.time(row, "first_at"),
                        Columns.number(row, "count")))
                .all();
    }

    /** How often the provider has reported of it. */
    Mono<Long> reports(MessageId id) {
        return database.sql("select count(*) from message_events where message_id = :id and type = 'StatusReported'")
                .bind("id", id.value())
                .map(row -> Columns.number(row, "count"))
                .one();
    }

    /** What an event did follows from what had come before it, and so it is asked for and not stored. */
    Flux<Happening> happenings(MessageId id, Sight sight) {
        return database.sql("""
                        select type, status, nullif(code, '') as code, occurred_at, record_time,
                               topic, partition, log_offset, traceparent, payload,
                               case
                                   when row_number() over (partition by status, code order by seq) > 1 then 'duplicate'
                                   when rank > coalesce(max(rank) over earlier, -1) then 'advanced'
                                   else 'stale'
                               end as effect,
                               seq
                        from message_events
                        where message_id = :id
                        window earlier as (order by seq rows between unbounded preceding and 1 preceding)
                        union all
                        select a.type, null, null, a.occurred_at, a.record_time, a.topic, a.partition, a.log_offset,
                               a.traceparent, a.payload, 'amended', 9223372036854775807
                        from messages m
                        join amendments a using (provider_id, provider, account)
                        where m.id = :id
                        order by seq, record_time, log_offset
                        """)
                .bind("id", id.value())
                .map((Readable row) -> happening(row, sight))
                .all();
    }

    private static Happening happening(Readable row, Sight sight) {
        var trace = Traceparent.parse(row.get("traceparent", String.class));
        return new Happening(
                Columns.string(row, "type"),
                Columns.ifAny(row.get("status", String.class), Status::of),
                row.get("code", String.class),
                Columns.string(row, "effect"),
                Columns.time(row, "occurred_at"),
                Columns.time(row, "record_time"),
                Columns.string(row, "topic"),
                Columns.integer(row, "partition"),
                Columns.number(row, "log_offset"),
                trace == null ? null : trace.traceId(),
                sight == Sight.CLEAR ? Wire.JSON.readTree(Columns.json(row, "payload")) : null);
    }
}
