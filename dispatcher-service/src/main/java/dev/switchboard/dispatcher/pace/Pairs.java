package dev.switchboard.dispatcher.pace;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What one recipient may get from one sender: a burst, then one message at a time, and a pause after it was too much. */
@Component
public class Pairs {

    private static final int MOST_DOUBLINGS = 6;

    private static final String READ = """
            select p.sender, p.recipient, p.even_at, p.strikes
            from pairs p
            join jsonb_to_recordset(cast(:pairs as jsonb)) as r (sender text, recipient text) using (sender, recipient)
            order by p.sender, p.recipient
            for update of p
            """;

    private static final String WRITE = """
            insert into pairs as p (sender, recipient, even_at)
            select sender, recipient, even_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (sender text, recipient text, even_at timestamptz)
            order by sender, recipient
            on conflict (sender, recipient) do update set even_at = greatest(p.even_at, excluded.even_at)
            """;

    private static final String STRIKE = """
            insert into pairs as p (sender, recipient, even_at, strikes)
            values (:sender, :recipient, cast(:openAt as timestamptz) + make_interval(secs => :burst), 1)
            on conflict (sender, recipient) do update
            set even_at = greatest(p.even_at, excluded.even_at), strikes = least(p.strikes + 1, 1000)
            """;

    /** Turns that were reserved before the pause lie within it. */
    private static final String FORGET_TURNS = """
            update sends
            set pair_at = null
            where state = 'waiting' and pair_at is not null and recipient = :recipient and sender = :sender
            """;

    private static final String FORGIVE = """
            update pairs p
            set strikes = 0
            from jsonb_to_recordset(cast(:pairs as jsonb)) as r (sender text, recipient text)
            where p.sender = r.sender and p.recipient = r.recipient and p.strikes > 0
            """;

    private final JdbcClient database;
    private final Duration interval;
    private final Duration burst;

    Pairs(JdbcClient database, DispatcherProperties properties) {
        this.database = database;
        this.interval = properties.pace().pairInterval();
        this.burst = interval.multipliedBy(properties.pace().pairBurst() - 1L);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    public record Pair(String sender, String recipient) {}

    /** The turns of some pairs, each locked until the transaction ends. */
    public Turns open(Collection<Pair> pairs, Instant now) {
        var turns = pairs.isEmpty()
                ? Map.<Pair, Turns.Turn>of()
                : database
                        .sql(READ)
                        .param("pairs", Wire.JSON.writeValueAsString(pairs))
                        .query((row, _) -> Map.entry(pair(row), turn(row)))
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Turns(new HashMap<>(turns), now, interval, burst);
    }

    public void keep(Turns turns) {
        var rows = turns.taken().entrySet().stream()
                .map(turn -> new Row(
                        turn.getKey().sender(),
                        turn.getKey().recipient(),
                        turn.getValue().evenAt()))
                .toList();
        if (!rows.isEmpty()) {
            database.sql(WRITE)
                    .param("rows", Wire.JSON.writeValueAsString(rows))
                    .update();
        }
    }

    /** How long the provider wants to hear nothing for this recipient: 1 s, 4 s, 16 s … */
    public static Duration pauseAfter(int strikes) {
        return Duration.ofSeconds(1L << 2 * Math.min(strikes, MOST_DOUBLINGS));
    }

    public void strike(Pair pair, Instant openAt) {
        database.sql(STRIKE)
                .param("sender", pair.sender())
                .param("recipient", pair.recipient())
                .param("openAt", openAt.toString())
                .param("burst", burst.toMillis() / 1000.0)
                .update();
        database.sql(FORGET_TURNS)
                .param("sender", pair.sender())
                .param("recipient", pair.recipient())
                .update();
    }

    public void forgive(Collection<Pair> pairs) {
        if (!pairs.isEmpty()) {
            database.sql(FORGIVE)
                    .param("pairs", Wire.JSON.writeValueAsString(pairs))
                    .update();
        }
    }

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(row.getString("sender"), row.getString("recipient"));
    }

    private static Turns.Turn turn(ResultSet row) throws SQLException {
        return new Turns.Turn(row.getObject("even_at", OffsetDateTime.class).toInstant(), row.getInt("strikes"));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(String sender, String recipient, Instant evenAt) {}
}
