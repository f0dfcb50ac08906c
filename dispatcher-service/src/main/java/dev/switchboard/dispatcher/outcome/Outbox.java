package dev.switchboard.dispatcher.outcome;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.rows.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectWriter;

/** Outcomes that are committed and not told yet. */
@Component
public class Outbox {

    private static final String ADD = """
            insert into outcomes (message_id, ce_id, body, traceparent, tenant, occurred_at)
            select message_id, ce_id, body, traceparent, tenant, occurred_at
            from unnest(
                cast(:ids as uuid[]), cast(:ceIds as text[]), cast(:bodies as text[]), cast(:traceparents as text[]),
                cast(:tenants as text[]), cast(:times as timestamptz[])) as r (
                    message_id, ce_id, body, traceparent, tenant, occurred_at)
            """;

    /** Whoever holds this lock publishes, so that nobody overtakes anybody with a later outcome of the same message. */
    private static final String TURN = "select pg_try_advisory_xact_lock(hashtext('outcomes'))";

    private static final String OLDEST =
            "select id, message_id, ce_id, body, traceparent, tenant, occurred_at from outcomes order by id limit :limit";

    private static final ObjectWriter OUTCOME = Wire.JSON.writerFor(SendOutcome.class);

    private static final String REMOVE = "delete from outcomes where id = any(:ids)";

    private final JdbcClient database;
    private final Bell bell = new Bell();

    Outbox(JdbcClient database) {
        this.database = database;
    }

    /** To be called in the transaction that makes them true. */
    public void add(List<Outgoing> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        var rows = new Columns<>(outcomes)
                .ids("ids", told -> told.outcome().messageId().value())
                .texts("ceIds", Outgoing::id)
                .texts("bodies", told -> OUTCOME.writeValueAsString(told.outcome()))
                .texts("traceparents", Outbox::traceparent)
                .texts("tenants", Outgoing::tenant)
                .times("times", told -> told.outcome().occurredAt());
        database.sql(ADD).params(rows.arrays()).update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }

    Bell bell() {
        return bell;
    }

    boolean isOurTurn() {
        return database.sql(TURN).query(Boolean.class).single();
    }

    List<Untold> oldest(int limit) {
        return database.sql(OLDEST)
                .param("limit", limit)
                .query((row, _) -> untold(row))
                .list();
    }

    void remove(List<Untold> told) {
        database.sql(REMOVE)
                .param("ids", told.stream().mapToLong(Untold::id).boxed().toArray(Long[]::new))
                .update();
    }

    /** As it was written: nobody has to understand it once more. */
    record Untold(long id, String key, String body, Envelope envelope) {}

    private static Untold untold(ResultSet row) throws SQLException {
        return new Untold(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("body"),
                new Envelope(
                        row.getString("ce_id"),
                        "/dispatcher",
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        Traceparent.parse(row.getString("traceparent")),
                        row.getString("tenant")));
    }

    private static @Nullable String traceparent(Outgoing told) {
        var traceparent = told.traceparent();
        return traceparent == null ? null : traceparent.value();
    }
}
