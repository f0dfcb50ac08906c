package dev.switchboard.dispatcher.uncertain;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.Answer.Taken;
import dev.switchboard.dispatcher.ledger.CalledOff;
import dev.switchboard.dispatcher.outcome.Outbox;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The uncertain messages of the ledger: how they come to be so, when they are looked for, how they cease to be. */
@Component
class Doubts {

    private static final int MOST_AT_ONCE = 20;

    private static final String COLUMNS = """
            s.request, s.provider, s.attempts, s.claim, s.claimed_at as call_from,
            s.lease_until + make_interval(secs => :grace) as call_until,
            s.lease_until + make_interval(secs => :grace) <= now() as call_over,
            now() as looked_at, s.traceparent, s.tenant
            """;

    /** Whoever called had its lease, the time a call may take, and a margin: it is no more. */
    private static final String ABANDONED = """
            with abandoned as materialized (
                select message_id
                from sends
                where state = 'calling' and lease_until + make_interval(secs => :grace) <= now()
                limit :limit
                for update skip locked)
            update sends s
            set state = 'uncertain',
                failure_kind = 'uncertain',
                failure_code = null,
                failure_reason = :reason,
                due_at = now(),
                changed_at = now()
            from abandoned
            where s.message_id = abandoned.message_id
            returning
            """ + COLUMNS;

    private static final String DUE = """
            with due as materialized (
                select message_id
                from sends
                where state = 'uncertain' and due_at <= now() and provider_id is null
                order by due_at
                limit :limit
                for update skip locked)
            update sends s
            set due_at = now() + make_interval(secs => :interval)
            from due
            where s.message_id = due.message_id
            returning
            """ + COLUMNS;

    private static final String KNOWN =
            "select provider_id from sends where provider_id in (:ids) and provider = :provider";

    /** Two messages alike must not both be taken for the same one at the provider. */
    private static final String ALONE = "select pg_advisory_xact_lock(hashtext(:id))";

    private static final String FOUND = """
            update sends
            set provider_id = :providerId, account = :account
            where message_id = :id and claim = :claim and provider_id is null
              and state in ('uncertain', 'parked')
              and not exists (select from sends where provider_id = :providerId and provider = :provider)
            """;

    /** Counts only a good while after the miss before. */
    private static final String MISS = """
            update sends
            set misses = misses + 1, missed_at = :lookedAt
            where message_id = :id and claim = :claim and state = 'uncertain' and provider_id is null
              and (missed_at is null or missed_at + make_interval(secs => :interval) <= :lookedAt)
            returning misses
            """;

    private static final String RESEND = """
            update sends
            set state = 'waiting', due_at = now(), changed_at = now()
            where message_id = :id and claim = :claim and state = 'uncertain' and provider_id is null and resend
            """;

    private static final String PARK = """
            update sends
            set state = 'parked', changed_at = now()
            where message_id = :id and claim = :claim and state = 'uncertain' and provider_id is null
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final CalledOff calledOff;
    private final Clock clock;
    private final Duration grace;
    private final Duration interval;

    Doubts(
            JdbcClient database,
            TransactionTemplate transactions,
            Outbox outbox,
            CalledOff calledOff,
            Clock clock,
            DispatcherProperties properties) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.calledOff = calledOff;
        this.clock = clock;
        this.grace = properties.calls().grace();
        this.interval = properties.uncertain().lookInterval();
    }

    /** Whether there may be more. */
    boolean doubtAbandoned() {
        var reason = "the process that called ended before it heard the answer";
        var doubted = transactions.execute(_ -> {
            var abandoned = database.sql(ABANDONED)
                    .param("grace", seconds(grace))
                    .param("limit", MOST_AT_ONCE)
                    .param("reason", reason)
                    .query((row, _) -> Doubt.of(row))
                    .list();
            outbox.add(abandoned.stream()
                    .map(doubt -> doubt.outgoing(
                            new Uncertain(doubt.messageId(), uncertain(reason), doubt.attempt(), clock.instant())))
                    .toList());
            return abandoned.size();
        });
        return doubted != null && doubted == MOST_AT_ONCE;
    }

    List<Doubt> due() {
        return database.sql(DUE)
                .param("grace", seconds(grace))
                .param("limit", MOST_AT_ONCE)
                .param("interval", seconds(interval))
                .query((row, _) -> Doubt.of(row))
                .list();
    }

    /** Which of these are in the ledger, and so are not the one that is looked for. */
    Set<String> known(Doubt doubt, Collection<String> providerIds) {
        return providerIds.isEmpty()
                ? Set.of()
                : Set.copyOf(database.sql(KNOWN)
                        .param("ids", providerIds)
                        .param("provider", doubt.provider().name())
                        .query(String.class)
                        .list());
    }

    /** Notes the proof; the adoption is made from it. */
    void found(Doubt doubt, Taken taken) {
        transactions.executeWithoutResult(_ -> {
            database.sql(ALONE)
                    .param("id", taken.providerId())
                    .query((_, _) -> 0)
                    .list();
            database.sql(FOUND)
                    .param("providerId", taken.providerId())
                    .param("account", taken.account())
                    .param("provider", doubt.provider().name())
                    .param("id", doubt.messageId().value())
                    .param("claim", doubt.claim())
                    .update();
        });
    }

    /** How many misses count by now. */
    int missed(Doubt doubt) {
        return database.sql(MISS)
                .param("id", doubt.messageId().value())
                .param("claim", doubt.claim())
                .param("interval", seconds(interval))
                .param("lookedAt", doubt.lookedAt().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Whether the request allows it. */
    boolean resend(Doubt doubt) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            if (apply(RESEND, doubt) == 0) {
                return false;
            }
            var now = clock.instant();
            outbox.add(List.of(
                    doubt.outgoing(new Deferred(doubt.messageId(), Doubt.NOT_THERE, now, doubt.attempt(), now))));
            calledOff.settle();
            return true;
        }));
    }

    boolean park(Doubt doubt) {
        return apply(PARK, doubt) == 1;
    }

    private int apply(String change, Doubt doubt) {
        return database.sql(change)
                .param("id", doubt.messageId().value())
                .param("claim", doubt.claim())
                .update();
    }

    private static Failure uncertain(String reason) {
        return new Failure(Failure.Kind.UNCERTAIN, null, reason);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
