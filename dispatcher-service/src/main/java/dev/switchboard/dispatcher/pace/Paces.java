package dev.switchboard.dispatcher.pace;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The pace of every sender and account: one row each, on the database's clock, moved on by whoever claims. */
@Component
public class Paces {

    /**
     * How long before its start a call may be claimed: long enough that the next claim comes in time, short enough that
     * what is urgent overtakes what waits, and that a slow sender keeps none of the free calls.
     */
    public static final Duration LOOKAHEAD = Duration.ofMillis(50);

    /**
     * Only senders who have something to send. The oldest message of each is looked for, and not any: for that the database
     * would read the ledger from its start when it believes that many wait. Whoever is being claimed from elsewhere is left
     * to that.
     */
    static final String OPEN = """
            select p.sender, p.next_at, clock_timestamp() as opened_at
            from paces p
            where p.next_at <= clock_timestamp() + make_interval(secs => :horizon)
              and not exists (
                  select
                  from pauses z
                  where z.name in (p.sender, split_part(p.sender, ':', 1)) and z.probe_at > clock_timestamp())
              and (
                  select true
                  from lanes l
                  cross join lateral (
                      select
                      from sends s
                      where s.lane = l.id
                        and s.state = 'waiting' and s.due_at <= now() and s.provider_id is null and not s.cancel_wished
                      order by s.due_at
                      limit 1) s
                  where l.sender = p.sender
                  limit 1)
            for update of p skip locked
            """;

    private static final String OPEN_ACCOUNTS = """
            select p.sender, p.next_at, clock_timestamp() as opened_at
            from paces p
            where p.sender in (:accounts)
            order by p.sender
            for update
            """;

    private static final String ADD = """
            insert into paces (sender)
            select cast(value as text) from jsonb_array_elements_text(cast(:senders as jsonb))
            order by 1
            on conflict do nothing
            """;

    private static final String MOVE_ON = """
            update paces p
            set next_at = r.next_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (sender text, next_at timestamptz)
            where p.sender = r.sender
            """;

    private final JdbcClient database;
    private final Pauses pauses;
    private final DispatcherProperties.Pace pace;

    Paces(JdbcClient database, Pauses pauses, DispatcherProperties properties) {
        this.database = database;
        this.pauses = pauses;
        this.pace = properties.pace();
    }

    /** Everything with something to send whose next start is no further ahead than the horizon, each locked. */
    public Opened open(Duration horizon) {
        var senders = database.sql(OPEN)
                .param("horizon", seconds(horizon))
                .query((row, _) -> grant(row))
                .list();
        return new Opened(senders, accounts(senders), trials(senders), now());
    }

    private List<Grant> accounts(List<Grant> senders) {
        if (pace.account() == 0 || senders.isEmpty()) {
            return List.of();
        }
        var accounts = senders.stream()
                .map(grant -> Sender.account(grant.sender()))
                .distinct()
                .toList();
        add(accounts);
        return database.sql(OPEN_ACCOUNTS)
                .param("accounts", accounts)
                .query((row, _) -> grant(row))
                .list();
    }

    /** Of what is paused and due for a trial, one message may go; whoever comes second finds it paused again. */
    private Map<String, Boolean> trials(List<Grant> senders) {
        var names = senders.stream()
                .flatMap(grant -> Stream.of(grant.sender(), Sender.account(grant.sender())))
                .distinct()
                .toList();
        return pauses.of(names).keySet().stream().sorted().collect(toMap(name -> name, pauses::probe));
    }

    private Instant now() {
        return database.sql("select clock_timestamp() as now")
                .query((row, _) -> instant(row, "now"))
                .single();
    }

    public void add(Collection<String> senders) {
        database.sql(ADD)
                .param("senders", Wire.JSON.writeValueAsString(senders))
                .update();
    }

    /** What was taken from these is taken for everybody. */
    public void close(Opened opened) {
        var rows = opened.grants()
                .map(grant -> new Row(grant.sender(), grant.next()))
                .toList();
        database.sql(MOVE_ON).param("rows", Wire.JSON.writeValueAsString(rows)).update();
    }

    private Grant grant(ResultSet row) throws SQLException {
        var sender = row.getString("sender");
        return new Grant(
                sender, spacing(pace.perSecond(sender)), instant(row, "opened_at"), instant(row, "next_at"), LOOKAHEAD);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Rounded up to what the database can keep. */
    private static Duration spacing(double perSecond) {
        return Duration.of((long) Math.ceil(1e6 / perSecond), ChronoUnit.MICROS);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(String sender, Instant nextAt) {}
}
