package dev.switchboard.dispatcher.receipt;

import static java.util.Objects.requireNonNullElse;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.dispatch.Receipt;
import dev.switchboard.dispatcher.loop.Bell;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Tells providers what was read. A receipt that is told twice looks like one, so nothing is remembered of it; and one that
 * cannot be told within a minute is not worth more of it.
 */
@Component
public class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final int MOST_AT_ONCE = 50;
    private static final int TRIES = 3;

    /** As long as WhatsApp shows it: who stopped writing should not seem to begin. */
    private static final Duration SHOWN_FOR = Duration.ofSeconds(25);

    private static final String NOTE = """
            insert into receipts (message_id, request, said_at)
            select distinct on (message_id) message_id, request, said_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (message_id uuid, request text, said_at timestamptz)
            order by message_id, said_at desc
            on conflict (message_id) do update
            set request = excluded.request, said_at = excluded.said_at, due_at = now(), tries = 0
            """;

    /** Due again in a while, unless it is told by then. */
    private static final String DUE = """
            with due as materialized (
                select message_id
                from receipts
                where due_at <= now()
                order by due_at
                limit :limit
                for update skip locked)
            update receipts r
            set due_at = now() + interval '20 seconds', tries = tries + 1
            from due
            where r.message_id = due.message_id
            returning r.message_id, r.request, r.said_at, r.due_at, r.tries
            """;

    /** What was said meanwhile is due by itself. */
    private static final String DONE = "delete from receipts where message_id = :id and due_at = :due";

    private final JdbcClient database;
    private final Carriers carriers;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Bell bell = new Bell();

    Receipts(JdbcClient database, Carriers carriers, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.carriers = carriers;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param at when it came onto the topic */
    public record Said(ReadRequest read, Instant at) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(UUID messageId, String request, Instant saidAt) {

        static Row of(Said said) {
            return new Row(
                    said.read().messageId().value(),
                    Wire.JSON.writeValueAsString(said.read()),
                    requireNonNullElse(said.read().requestedAt(), said.at()));
        }
    }

    private record Due(UUID id, ReadRequest read, Instant saidAt, OffsetDateTime dueAt, int tries) {

        static Due of(ResultSet row) throws SQLException {
            return new Due(
                    row.getObject("message_id", UUID.class),
                    Wire.JSON.readValue(row.getString("request"), ReadRequest.class),
                    row.getObject("said_at", OffsetDateTime.class).toInstant(),
                    row.getObject("due_at", OffsetDateTime.class),
                    row.getInt("tries"));
        }
    }

    /** The telling is left to others: the topic never waits for a provider. */
    public void note(List<Said> reads) {
        if (!reads.isEmpty()) {
            var rows = reads.stream().map(Row::of).toList();
            database.sql(NOTE).param("rows", Wire.JSON.writeValueAsString(rows)).update();
        }
    }

    public void wake() {
        bell.ring();
    }

    Bell bell() {
        return bell;
    }

    /** All at the same time: a provider that does not answer costs the others one wait. */
    Turn turn() {
        var due = database.sql(DUE)
                .param("limit", MOST_AT_ONCE)
                .query((row, _) -> Due.of(row))
                .list();
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(one -> calls.execute(() -> tell(one)));
        }
        return due.size() == MOST_AT_ONCE ? Turn.MORE : Turn.NOTHING_MORE;
    }

    private void tell(Due due) {
        var receipt = told(inTime(due));
        meters.counter("messaging.receipts", "outcome", receipt.wireName()).increment();
        if (receipt != Receipt.NO_ANSWER || due.tries() >= TRIES) {
            database.sql(DONE).param("id", due.id()).param("due", due.dueAt()).update();
        }
    }

    private Receipt told(ReadRequest read) {
        try {
            return carriers.of(read.provider()).tell(read);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("provider", read.provider())
                    .addKeyValue("failure", e.getClass().getName())
                    .log("a receipt could not be told");
            return Receipt.NO_ANSWER;
        }
    }

    private ReadRequest inTime(Due due) {
        return due.saidAt().plus(SHOWN_FOR).isBefore(clock.instant())
                ? due.read().withoutTyping()
                : due.read();
    }
}
