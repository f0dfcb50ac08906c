package dev.switchboard.status.keeping;

import dev.switchboard.status.StatusProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
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
                select id, provider, account, provider_id
                from messages
                where created_at < :before and last_status_at < :before
                order by created_at
                limit :batch
                for update skip locked
            ),
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
