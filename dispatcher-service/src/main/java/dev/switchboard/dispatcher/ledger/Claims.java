package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may call for which message, and what the call came to. */
@Component
public class Claims {

    /** Proven and called-off messages are left to those who settle them. */
    private static final String CLAIM = """
            with due as materialized (
                select message_id
                from sends
                where state = 'waiting' and due_at <= now() and provider_id is null and not cancel_wished
                order by priority, due_at
                limit :limit
                for update skip locked)
            update sends s
            set state = 'calling',
                claim = :claim,
                claimed_at = now(),
                lease_until = now() + make_interval(secs => :lease),
                attempts = attempts + 1,
                misses = 0,
                missed_at = null,
                changed_at = now()
            from due
            where s.message_id = due.message_id
            returning s.request, s.provider, s.attempts, s.expires_at <= now() as expired, s.traceparent, s.tenant
            """;

    /** A late answer is still the truth while nobody has claimed the message again; a late doubt is none. */
    private static final String RECORD = """
            update sends
            set state = :state,
                account = coalesce(:account, account),
                provider_id = coalesce(:providerId, provider_id),
                failure_kind = :kind,
                failure_code = :code,
                failure_reason = :reason,
                due_at = coalesce(least(:due, expires_at), due_at),
                changed_at = now()
            where message_id = :id
              and claim = :claim
              and (state = 'calling'
                   or state in ('uncertain', 'parked') and :state <> 'uncertain'
                   or state = 'waiting' and :state = 'accepted')
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final DispatcherProperties.Calls calls;
    private final LongSupplier ticker;

    Claims(
            JdbcClient database,
            TransactionTemplate transactions,
            Outbox outbox,
            DispatcherProperties properties,
            LongSupplier ticker) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.calls = properties.calls();
        this.ticker = ticker;
    }

    /** Committed when it returns: from here on the messages count as possibly sent. */
    public List<Claimed> claim(int limit) {
        var claim = UUID.randomUUID();
        var lease = Lease.starting(ticker, calls.lease());
        return database.sql(CLAIM)
                .param("limit", limit)
                .param("claim", claim)
                .param("lease", calls.lease().toMillis() / 1000.0)
                .query((row, _) -> claimed(row, claim, lease))
                .list();
    }

    /** Whether it was ours to record. */
    public boolean record(Claimed claimed, Move move, Outgoing outcome) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            var recorded = update(claimed, move) == 1;
            if (recorded) {
                outbox.add(List.of(outcome));
            }
            return recorded;
        }));
    }

    private int update(Claimed claimed, Move move) {
        var accepted = move instanceof Move.Accept accept ? accept : null;
        var failure = move.reason();
        return database.sql(RECORD)
                .param("state", move.to().sqlName())
                .param("account", accepted == null ? null : accepted.account())
                .param("providerId", accepted == null ? null : accepted.providerId())
                .param("kind", failure == null ? null : failure.kind().wireName())
                .param("code", failure == null ? null : failure.code())
                .param("reason", failure == null ? null : failure.reason())
                .param("due", utc(move.due()))
                .param("id", claimed.messageId().value())
                .param("claim", claimed.claim())
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Claimed claimed(ResultSet row, UUID claim, Lease lease) throws SQLException {
        return new Claimed(
                Wire.JSON.readValue(row.getString("request"), SendRequest.class),
                new Provider(row.getString("provider")),
                row.getInt("attempts"),
                claim,
                lease,
                row.getBoolean("expired"),
                Traceparent.parse(row.getString("traceparent")),
                row.getString("tenant"));
    }
}
