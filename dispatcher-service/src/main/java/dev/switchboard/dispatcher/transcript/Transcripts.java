package dev.switchboard.dispatcher.transcript;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What each call of each message said and was answered, for as long as somebody may ask. */
@Component
public class Transcripts {

    /** Nothing comes back of a message that was erased while its call was under way: an erasure under way is awaited. */
    private static final String ADD = """
            insert into transcripts (
                message_id, attempt, called_at, took_ms, outcome, code, counted, table_version, request, answer, lost)
            select
                r.message_id, r.attempt, r.called_at, r.took_ms, r.outcome, r.code, r.counted, r.table_version,
                r.request, r.answer, r.lost
            from json_to_recordset(cast(:rows as json)) as r (
                message_id uuid, attempt int, called_at timestamptz, took_ms bigint, outcome text, code text,
                counted boolean, table_version text, request json, answer json, lost text)
            join sends s using (message_id)
            where not s.erased
            for share of s
            on conflict do nothing
            """;

    private static final String OF = """
            select
                t.attempt, t.called_at, t.took_ms, t.outcome, t.code, t.counted, t.table_version, t.request, t.answer,
                t.lost
            from sends s
            left join transcripts t using (message_id)
            where s.message_id = :id
            order by t.attempt
            """;

    private final JdbcClient database;

    Transcripts(JdbcClient database) {
        this.database = database;
    }

    /**
     * One call on its way into the ledger.
     *
     * @param counted false for an answer that came when the message was no longer ours to decide
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Call(
            UUID messageId,
            int attempt,
            Instant calledAt,
            long tookMs,
            String outcome,
            @Nullable String code,
            boolean counted,
            String tableVersion,
            Transcript.Request request,
            Transcript.@Nullable Heard answer,
            @Nullable String lost) {}

    /** One call as it is shown. */
    record Told(
            int attempt,
            Instant calledAt,
            long tookMs,
            String outcome,
            @Nullable String code,
            boolean counted,
            String tableVersion,
            JsonNode request,
            @Nullable JsonNode answer,
            @Nullable String lost) {}

    /** To be called in the transaction that records the answers. */
    public void add(Collection<Call> calls) {
        if (!calls.isEmpty()) {
            database.sql(ADD).param("rows", Wire.JSON.writeValueAsString(calls)).update();
        }
    }

    public void erase(Collection<UUID> messages) {
        database.sql("delete from transcripts where message_id = any(:ids)")
                .param("ids", messages.toArray(UUID[]::new))
                .update();
    }

    /** Oldest first; empty when there is no such message here. */
    Optional<List<Told>> of(MessageId id) {
        var rows = database.sql(OF)
                .param("id", id.value())
                .query((row, _) -> Optional.ofNullable(told(row)))
                .list();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.stream().flatMap(Optional::stream).toList());
    }

    private static @Nullable Told told(ResultSet row) throws SQLException {
        var request = row.getString("request");
        return request == null
                ? null
                : new Told(
                        row.getInt("attempt"),
                        row.getObject("called_at", OffsetDateTime.class).toInstant(),
                        row.getLong("took_ms"),
                        row.getString("outcome"),
                        row.getString("code"),
                        row.getBoolean("counted"),
                        row.getString("table_version"),
                        Wire.JSON.readTree(request),
                        row.getString("answer") == null ? null : Wire.JSON.readTree(row.getString("answer")),
                        row.getString("lost"));
    }
}
