package dev.switchboard.dispatcher.parked;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.dispatcher.api.Cursor;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The parked messages of the ledger, and the record of who had which sent again. */
@Component
class Parked {

    private static final String PAGE = """
            select message_id, provider, channel, attempts, failure_reason, claimed_at, changed_at, expires_at, tenant
            from sends
            where state = 'parked' and provider_id is null
              and (changed_at, message_id::text) < (cast(:at as timestamptz), case when :key = '' then 'z' else :key end)
            order by changed_at desc, message_id desc
            limit :limit
            """;

    private static final String RESEND = """
            update sends
            set state = 'waiting', due_at = now(), changed_at = now()
            where message_id = :id and state = 'parked' and provider_id is null and not cancel_wished
              and expires_at > now()
            returning attempts, traceparent, tenant
            """;

    private static final String AUDIT = """
            insert into resends (message_id, attempt, by_whom, reason, wished_at)
            values (:id, :attempt, :by, :reason, cast(:at as timestamptz))
            """;

    /**
     * @param since when it was parked
     * @param calledAt when the call began whose fate is unknown
     */
    record Item(
            MessageId messageId,
            String provider,
            String channel,
            int attempts,
            @Nullable String reason,
            Instant since,
            @Nullable Instant calledAt,
            @Nullable Instant expiresAt,
            @Nullable String tenant) {
        Cursor cursor() {
            return new Cursor(since, messageId.toString());
        }
    }

    /** Why a message is not sent again. */
    enum Obstacle {
        UNKNOWN,
        NOT_PARKED,
        CANCELED,
        EXPIRED
    }

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final Clock clock;

    Parked(JdbcClient database, TransactionTemplate transactions, Outbox outbox, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    List<Item> page(Cursor from, int limit) {
        return database.sql(PAGE)
                .param("at", from.at().toString())
                .param("key", from.key())
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
    }

    /** Empty when it is sent again. */
    Optional<Obstacle> resend(MessageId id, String by, String reason) {
        return Boolean.TRUE.equals(transactions.execute(_ -> isResent(id, by, reason)))
                ? Optional.empty()
                : Optional.of(obstacle(id));
    }

    private boolean isResent(MessageId id, String by, String reason) {
        var now = clock.instant();
        var deferred = database.sql(RESEND)
                .param("id", id.value())
                .query((row, _) -> deferred(id, row, now))
                .optional();
        deferred.ifPresent(outgoing -> {
            outbox.add(List.of(outgoing));
            database.sql(AUDIT)
                    .param("id", id.value())
                    .param("attempt", outgoing.attempt())
                    .param("by", by)
                    .param("reason", reason)
                    .param("at", now.toString())
                    .update();
        });
        return deferred.isPresent();
    }

    private static Outgoing deferred(MessageId id, ResultSet row, Instant now) throws SQLException {
        var attempt = row.getInt("attempts");
        var failure = new Failure(Failure.Kind.RETRY, null, "a person had it sent again");
        return new Outgoing(
                new Deferred(id, failure, now, attempt, now),
                attempt,
                Traceparent.parse(row.getString("traceparent")),
                row.getString("tenant"));
    }

    private Obstacle obstacle(MessageId id) {
        return database.sql(
                        "select state, cancel_wished, expires_at <= now() as expired from sends where message_id = :id")
                .param("id", id.value())
                .query((row, _) -> obstacle(row))
                .optional()
                .orElse(Obstacle.UNKNOWN);
    }

    private static Obstacle obstacle(ResultSet row) throws SQLException {
        if (!"parked".equals(row.getString("state"))) {
            return Obstacle.NOT_PARKED;
        }
        if (row.getBoolean("cancel_wished")) {
            return Obstacle.CANCELED;
        }
        return row.getBoolean("expired") ? Obstacle.EXPIRED : Obstacle.NOT_PARKED;
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getString("provider"),
                row.getString("channel"),
                row.getInt("attempts"),
                row.getString("failure_reason"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(row, "claimed_at"),
                instant(row, "expires_at"),
                row.getString("tenant"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
