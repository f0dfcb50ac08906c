package dev.switchboard.dispatcher.transcript;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.dispatcher.rows.Columns;
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

/** What each call of each message said and was answered, for as long as somebody may ask. */
@Component
public class Transcripts {

    /**
     * Nothing comes back of a message that was erased while its call was under way. An erasure under way waits for whoever
     * recorded an answer that counts; for the others it is awaited here.
     */
    private static final String AWAIT_ERASURE =
            "select from sends where message_id = any(:ids) order by message_id for share";

    private static final String ADD = """
            insert into transcripts (
                message_id, attempt, called_at, took_ms, outcome, code, counted, table_version, request, answer, lost)
            select
                r.message_id, r.attempt, r.called_at, r.took_ms, r.outcome, r.code, r.counted, r.table_version,
                cast(r.request as json), cast(r.answer as json), r.lost
            from unnest(
                cast(:ids as uuid[]), cast(:attempts as int[]), cast(:calledAt as timestamptz[]),
                cast(:tookMs as int[]), cast(:outcomes as text[]), cast(:codes as text[]), cast(:counted as boolean[]),
                cast(:tables as text[]), cast(:requests as text[]), cast(:answers as text[]), cast(:lost as text[])) as r (
                    message_id, attempt, called_at, took_ms, outcome, code, counted, table_version, request, answer, lost)
            where not exists (select from sends s where s.message_id = r.message_id and s.erased)
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
    public record Call(
            UUID messageId,
            int attempt,
            Instant calledAt,
            int tookMs,
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
        if (calls.isEmpty()) {
            return;
        }
        awaitErasure(calls.stream().filter(call -> !call.counted()).toList());
        var rows = new Columns<>(calls)
                .ids("ids", Call::messageId)
                .numbers("attempts", Call::attempt)
                .times("calledAt", Call::calledAt)
                .numbers("tookMs", Call::tookMs)
                .texts("outcomes", Call::outcome)
                .texts("codes", Call::code)
                .flags("counted", Call::counted)
                .texts("tables", Call::tableVersion)
                .texts("requests", call -> Wire.JSON.writeValueAsString(call.request()))
                .texts("answers", call -> call.answer() == null ? null : Wire.JSON.writeValueAsString(call.answer()))
                .texts("lost", Call::lost);
        database.sql(ADD).params(rows.arrays()).update();
    }

    private void awaitErasure(List<Call> late) {
        if (!late.isEmpty()) {
            database.sql(AWAIT_ERASURE)
                    .param("ids", late.stream().map(Call::messageId).toArray(UUID[]::new))
                    .query((_, _) -> true)
                    .list();
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
