package dev.switchboard.status.keeping;

import dev.switchboard.status.StatusProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Forgets what was kept long enough: raw events a day at a time, messages in batches so small that nobody waits. */
@Component
public class Keeping {

    /** For a node whose clock is behind: it may still write what is too old by ours. */
    private static final int GRACE_DAYS = 1;

    private static final Duration ONE_STEP = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(Keeping.class);

    /** Old messages, and all that is known of them. What they added to the roll-ups stays: it happened. */
    private static final String FORGET_MESSAGES = """
            with old as (
                select m.id, m.provider, m.account, m.provider_id
                from messages m
                join message_states s on s.id = m.id
                where m.created_at < :before and m.last_status_at < :before
                order by m.created_at
                limit :batch
                for update skip locked
            ),
            states as (delete from message_states s using old where s.id = old.id),
            statuses as (delete from message_statuses using old where message_id = id),
            descriptions as (delete from message_descriptions using old where message_id = id),
            checks as (delete from message_checks using old where message_id = id),
            names as (
                delete from provider_ids known using old
                where known.provider = old.provider and known.account = old.account
                  and known.provider_id = old.provider_id and known.message_id = old.id
            )
            delete from messages using old where messages.id = old.id
            """;

    private static final String FORGET_CONVERSATIONS = """
            with old as (
                select id from conversations
                where last_message_at < :before
                order by last_message_at
                limit :batch
                for update skip locked
            ),
            reads as (delete from conversation_reads using old where conversation_id = id)
            delete from conversations using old where conversations.id = old.id
            """;

    private static final String FORGET_AMENDMENTS = """
            delete from amendments where (topic, partition, log_offset, record_time) in (
                select topic, partition, log_offset, record_time from amendments
                where occurred_at < :before
                order by occurred_at
                limit :batch
                for update skip locked
            )
            """;

    private static final String FORGET_QR_CODES = """
            update session_states set qr = null
            where (session_id, state) in (
                select session_id, state from session_states
                where qr is not null and at < :before
                order by at
                limit :batch
                for update skip locked
            )
            """;

    /** One node at a time: two that put the same rows together would wait for each other in a circle. */
    private static final String PUT_LANES_TOGETHER = """
            with turn as materialized (
                select pg_try_advisory_xact_lock(hashtext('switchboard status lanes')) as is_ours
            ),
            lanes as (
                delete from {sums}
                where lane <> 0 and {time} <= :before - interval '1 {time}' and (select is_ours from turn)
                returning *
            )
            insert into {sums} as known ({slice}, lane, {values})
            select {slice}, 0, {summed} from lanes group by {slice} order by {slice}
            on conflict ({slice}, lane) do update set {added}
            """;

    /**
     * What is kept in lanes.
     *
     * @param what tells rows of the same time apart
     * @param values what a row knows
     * @param summed those of several rows together
     * @param added those of one row more
     */
    private record Sums(String table, String what, String values, String summed, String added) {

        Stream<String> puttingTogether() {
            return Stream.of(puttingTogether(table, "hour"), puttingTogether(table + "_by_day", "day"));
        }

        private String puttingTogether(String name, String time) {
            return PUT_LANES_TOGETHER
                    .replace("{sums}", name)
                    .replace("{slice}", "{time}, direction, channel, provider, tenant, " + what)
                    .replace("{time}", time)
                    .replace("{values}", values)
                    .replace("{summed}", summed)
                    .replace("{added}", added);
        }
    }

    private static final Sums COUNTS = new Sums(
            "message_counts",
            "status, code, fallback",
            "messages",
            "sum(messages)",
            "messages = known.messages + excluded.messages");

    private static final Sums DURATIONS = new Sums(
            "message_durations",
            "measure, power",
            "messages, total_ms",
            "sum_each(messages), sum(total_ms)",
            "messages = add_each(known.messages, excluded.messages), total_ms = known.total_ms + excluded.total_ms");

    private static final List<String> LANES =
            Stream.of(COUNTS, DURATIONS).flatMap(Sums::puttingTogether).toList();

    /** Nearly all that is still told is about the messages of these hours. */
    private static final Duration STILL_WRITTEN_TO = Duration.ofHours(3);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    Keeping(
            DatabaseClient database,
            TransactionalOperator transaction,
            StatusProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** Every node may do this at any time: rows that another one is at are passed over. */
    @Scheduled(fixedDelayString = "${status.keeping.every}", initialDelayString = "${status.keeping.every}")
    public void forget() {
        var keeping = properties.keeping();
        var now = clock.instant();
        var days = dropDays(
                LocalDate.ofInstant(now.minus(keeping.events()), ZoneOffset.UTC).minusDays(GRACE_DAYS));
        var messages = inBatches(FORGET_MESSAGES, now.minus(keeping.messages()));
        var conversations = inBatches(FORGET_CONVERSATIONS, now.minus(keeping.messages()));
        count("amendments", inBatches(FORGET_AMENDMENTS, now.minus(keeping.messages())));
        var codes = inBatches(FORGET_QR_CODES, now.minus(properties.sessions().qrShownFor()));
        LANES.forEach(statement -> putTogether(statement, now.minus(STILL_WRITTEN_TO)));
        count("event-days", days);
        count("qr-codes", codes);
        count("messages", messages);
        count("conversations", conversations);
        if (days + messages + conversations > 0) {
            log.atInfo()
                    .addKeyValue("eventDays", days)
                    .addKeyValue("messages", messages)
                    .addKeyValue("conversations", conversations)
                    .log("forgot what was kept long enough");
        }
    }

    private long dropDays(LocalDate before) {
        return wait(database.sql("select drop_event_days(:before) as days")
                .bind("before", before)
                .map(row ->
                        Objects.requireNonNull(row.get("days", Integer.class)).longValue())
                .one());
    }

    private void putTogether(String statement, Instant before) {
        wait(database.sql(statement).bind("before", before).fetch().rowsUpdated());
    }

    private long inBatches(String statement, Instant before) {
        var batch = properties.keeping().batch();
        var all = 0L;
        long some;
        do {
            some = wait(database.sql(statement)
                    .bind("before", before)
                    .bind("batch", batch)
                    .fetch()
                    .rowsUpdated());
            all += some;
        } while (some == batch);
        return all;
    }

    private long wait(Mono<Long> step) {
        return Objects.requireNonNull(
                step.as(transaction::transactional).timeout(ONE_STEP).block());
    }

    private void count(String what, long many) {
        meters.counter("messaging.forgotten", "what", what).increment(many);
    }
}
