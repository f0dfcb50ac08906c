package dev.switchboard.status.message;

import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Everything that was said of messages: each event once, and folded into statuses and descriptions. */
@Component
class MessageEvents {

    /** Two reports of one status: they are counted together, and the earlier one's words stay. */
    private static final String FOLD_STATUSES = """
            insert into message_statuses as known
                (message_id, status, code, rank, failure_kind, failure_reason, first_at, count)
            select message_id, status, code, min(rank),
                   (array_agg(failure_kind order by first_at, failure_kind, failure_reason))[1],
                   (array_agg(failure_reason order by first_at, failure_kind, failure_reason))[1],
                   min(first_at), sum(count)
            from news
            group by message_id, status, code
            order by message_id, status, code
            on conflict (message_id, status, code) do update set
                count = known.count + excluded.count,
                first_at = least(known.first_at, excluded.first_at),
                failure_kind = case
                    when (excluded.first_at, excluded.failure_kind, excluded.failure_reason)
                       < (known.first_at, known.failure_kind, known.failure_reason)
                    then excluded.failure_kind else known.failure_kind end,
                failure_reason = case
                    when (excluded.first_at, excluded.failure_kind, excluded.failure_reason)
                       < (known.first_at, known.failure_kind, known.failure_reason)
                    then excluded.failure_reason else known.failure_reason end
            """;

    /** Of one source's descriptions the earliest stays; what would not replace it does not touch its row. */
    private static final String FOLD_DESCRIPTIONS = """
            insert into message_descriptions as known
                (message_id, source, said_at, topic, partition, log_offset, description)
            select distinct on (message_id, source)
                   message_id, source, said_at, topic, partition, log_offset, description
            from news
            where not exists (
                select 1 from message_descriptions older
                where older.message_id = news.message_id and older.source = news.source
                  and (older.said_at, older.topic, older.partition, older.log_offset)
                   <= (news.said_at, news.topic, news.partition, news.log_offset)
            )
            order by message_id, source, said_at, topic, partition, log_offset
            on conflict (message_id, source) do update set
                said_at = excluded.said_at,
                topic = excluded.topic,
                partition = excluded.partition,
                log_offset = excluded.log_offset,
                description = excluded.description
            where (excluded.said_at, excluded.topic, excluded.partition, excluded.log_offset)
                < (known.said_at, known.topic, known.partition, known.log_offset)
            """;

    /** Only what was not on record yet is folded: a repetition counts nothing. */
    private static final String REMEMBER = """
            with fresh as (
                insert into message_events (topic, partition, log_offset, record_time, message_id, type, status,
                    rank, code, failure_kind, failure_reason, traceparent, occurred_at, event_id, payload)
                select topic, partition, log_offset, record_time, message_id, type, status,
                       rank, code, failure_kind, failure_reason, traceparent, occurred_at, event_id, payload::jsonb
                from unnest(:topics, :partitions, :offsets, :record_times, :ids, :types, :statuses,
                        :ranks, :codes, :kinds, :reasons, :traceparents, :times, :event_ids, :payloads)
                    with ordinality as fact (topic, partition, log_offset, record_time, message_id, type, status,
                        rank, code, failure_kind, failure_reason, traceparent, occurred_at, event_id, payload, place)
                order by place
                on conflict do nothing
                returning message_id, status, code, rank, failure_kind, failure_reason, occurred_at
            ),
            news as (
                select message_id, status, code, rank, failure_kind, failure_reason,
                       occurred_at as first_at, 1 as count
                from fresh
            )
            """ + FOLD_STATUSES;

    private static final String DESCRIBE = """
            with news as (
                select message_id, source, said_at, topic, partition, log_offset, description::jsonb
                from unnest(:topics, :partitions, :offsets, :ids, :sources, :times, :descriptions) as fact
                    (topic, partition, log_offset, message_id, source, said_at, description)
            )
            """ + FOLD_DESCRIPTIONS;

    private static final String MOVE_EVENTS = """
            with moves as (select * from unnest(:was, :is) as move (was, is_now))
            update message_events set message_id = is_now from moves where message_id = was
            """;

    private static final String MOVE_STATUSES = """
            with moves as (select * from unnest(:was, :is) as move (was, is_now)),
            news as (
                delete from message_statuses using moves where message_id = was
                returning is_now as message_id, status, code, rank, failure_kind, failure_reason, first_at, count
            )
            """ + FOLD_STATUSES;

    private static final String MOVE_DESCRIPTIONS = """
            with moves as (select * from unnest(:was, :is) as move (was, is_now)),
            news as (
                delete from message_descriptions using moves where message_id = was
                returning is_now as message_id, source, said_at, topic, partition, log_offset, description
            )
            """ + FOLD_DESCRIPTIONS;

    /** What was said at the same time is taken in the order of the log. */
    private static final Comparator<Fact> AS_SAID = Comparator.comparing(Fact::occurredAt)
            .thenComparing(Fact::topic)
            .thenComparing(Fact::partition)
            .thenComparing(Fact::offset);

    private final DatabaseClient database;

    MessageEvents(DatabaseClient database) {
        this.database = database;
    }

    private record Described(MessageId message, Source source) {}

    Mono<Void> add(List<Fact> facts) {
        return remember(facts).then(describe(facts));
    }

    private Mono<Void> remember(List<Fact> facts) {
        return Columns.bind(database.sql(REMEMBER), positions(facts))
                .bind("record_times", Columns.array(Instant.class, facts, Fact::recordTime))
                .bind("ids", Columns.array(UUID.class, facts, Fact::id))
                .bind("types", Columns.array(String.class, facts, Fact::type))
                .bind("statuses", Columns.array(String.class, facts, Fact::statusName))
                .bind("ranks", Columns.array(Integer.class, facts, Fact::rank))
                .bind("codes", Columns.array(String.class, facts, Fact::code))
                .bind("kinds", Columns.array(String.class, facts, Fact::failureKind))
                .bind("reasons", Columns.array(String.class, facts, Fact::failureReason))
                .bind("traceparents", Columns.array(String.class, facts, Fact::traceparentText))
                .bind("times", Columns.array(Instant.class, facts, Fact::occurredAt))
                .bind("event_ids", Columns.array(String.class, facts, Fact::eventId))
                .bind("payloads", Columns.array(String.class, facts, Fact::payload))
                .then();
    }

    /** Of many reports of a message in one batch the earliest is enough, as it would stay. */
    private Mono<Void> describe(List<Fact> all) {
        var earliest = new LinkedHashMap<Described, Fact>();
        for (var fact : all) {
            if (fact.description() != null) {
                earliest.merge(new Described(fact.messageId(), fact.source()), fact, BinaryOperator.minBy(AS_SAID));
            }
        }
        var facts = List.copyOf(earliest.values());
        if (facts.isEmpty()) {
            return Mono.empty();
        }
        return Columns.bind(database.sql(DESCRIBE), positions(facts))
                .bind("ids", Columns.array(UUID.class, facts, Fact::id))
                .bind("sources", Columns.array(Integer.class, facts, Fact::sourceRank))
                .bind("times", Columns.array(Instant.class, facts, Fact::occurredAt))
                .bind("descriptions", Columns.array(String.class, facts, Fact::descriptionText))
                .then();
    }

    private static Map<String, Object> positions(List<Fact> facts) {
        return Map.of(
                "topics", Columns.array(String.class, facts, Fact::topic),
                "partitions", Columns.array(Integer.class, facts, Fact::partition),
                "offsets", Columns.array(Long.class, facts, Fact::offset));
    }

    /** What was said under a provisional name is said of the message. */
    Mono<Void> move(Map<MessageId, MessageId> moves) {
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        return moved(MOVE_EVENTS, moves).then(moved(MOVE_STATUSES, moves)).then(moved(MOVE_DESCRIPTIONS, moves));
    }

    private Mono<Void> moved(String statement, Map<MessageId, MessageId> moves) {
        var pairs = List.copyOf(moves.entrySet());
        return database.sql(statement)
                .bind(
                        "was",
                        Columns.array(UUID.class, pairs, pair -> pair.getKey().value()))
                .bind(
                        "is",
                        Columns.array(UUID.class, pairs, pair -> pair.getValue().value()))
                .then();
    }
}
