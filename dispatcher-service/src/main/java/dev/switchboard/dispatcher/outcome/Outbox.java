package dev.switchboard.dispatcher.outcome;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.dispatcher.loop.Bell;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Outcomes that are committed and not told yet. */
@Component
public class Outbox {

    private static final String ADD = """
            insert into outcomes (message_id, ce_id, body, traceparent, tenant, occurred_at)
            select message_id, ce_id, body, traceparent, tenant, occurred_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, ce_id text, body text, traceparent text, tenant text, occurred_at timestamptz)
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
        var rows = outcomes.stream().map(Row::of).toList();
        database.sql(ADD).param("rows", Wire.JSON.writeValueAsString(rows)).update();
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

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            UUID messageId,
            String ceId,
            String body,
            @Nullable String traceparent,
            @Nullable String tenant,
            Instant occurredAt) {

        static Row of(Outgoing outgoing) {
            var outcome = outgoing.outcome();
            var traceparent = outgoing.traceparent();
            return new Row(
                    outcome.messageId().value(),
                    outgoing.id(),
                    OUTCOME.writeValueAsString(outcome),
                    traceparent == null ? null : traceparent.value(),
                    outgoing.tenant(),
                    outcome.occurredAt());
        }
    }
}
