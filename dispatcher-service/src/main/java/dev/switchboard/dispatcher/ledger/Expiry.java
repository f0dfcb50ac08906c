package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Expired;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends what waited too long, also while its sender sends nothing, and forgets pairs that have had their peace. */
@Component
public class Expiry {

    private static final int MOST_AT_ONCE = 500;

    static final String EXPIRE = """
            with over as materialized (
                select message_id
                from sends
                where case state when 'waiting' then true else false end
                  and expires_at <= now() and provider_id is null and not cancel_wished
                order by expires_at
                limit :limit
                for update skip locked)
            update sends s
            set state = 'expired', changed_at = now()
            from over
            where s.message_id = over.message_id
            returning s.message_id, s.provider, s.channel, s.expires_at, s.attempts, s.traceparent, s.tenant
            """;

    private static final String FORGET_PAIRS = """
            delete from pairs
            where (sender, recipient) in (
                select sender, recipient
                from pairs
                where even_at < now() - interval '1 day'
                limit :limit
                for update skip locked)
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    Expiry(JdbcClient database, TransactionTemplate transactions, Outbox outbox, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    public Turn turn() {
        Integer expired = transactions.execute(_ -> {
            var over = database.sql(EXPIRE)
                    .param("limit", MOST_AT_ONCE)
                    .query((row, _) -> expired(row))
                    .list();
            outbox.add(over);
            return over.size();
        });
        var forgotten = database.sql(FORGET_PAIRS).param("limit", MOST_AT_ONCE).update();
        return expired != null && expired == MOST_AT_ONCE || forgotten == MOST_AT_ONCE ? Turn.MORE : Turn.NOTHING_MORE;
    }

    private Outgoing expired(ResultSet row) throws SQLException {
        meters.counter(
                        "messaging.sends",
                        "provider",
                        row.getString("provider"),
                        "channel",
                        row.getString("channel"),
                        "outcome",
                        "expired")
                .increment();
        return new Outgoing(
                new Expired(
                        new MessageId(row.getObject("message_id", UUID.class)),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        clock.instant()),
                row.getInt("attempts"),
                Traceparent.parse(row.getString("traceparent")),
                row.getString("tenant"));
    }
}
