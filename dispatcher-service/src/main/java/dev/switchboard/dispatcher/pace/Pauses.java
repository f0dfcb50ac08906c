package dev.switchboard.dispatcher.pace;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.pace.Pause.Reach;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is being left alone, and when it is tried again. Shared by all instances. */
@Component
public class Pauses {

    private static final Logger log = LoggerFactory.getLogger(Pauses.class);

    private static final String BEGIN = """
            insert into pauses as p (name, reach, probe_at, since, failure_kind, failure_code, reason)
            values (:name, :reach, :probeAt, now(), :kind, :code, :reason)
            on conflict (name) do update
            set probe_at = greatest(p.probe_at, excluded.probe_at),
                failure_kind = excluded.failure_kind,
                failure_code = excluded.failure_code,
                reason = excluded.reason
            returning p.since = now() as is_new
            """;

    private static final String LIFT = "delete from pauses where name = any(:names) returning name, reach";

    /** Whoever finds a pause over makes the trial, and the others go on waiting. */
    private static final String PROBE = """
            update pauses
            set probe_at = clock_timestamp() + make_interval(secs => :again)
            where name = :name and probe_at <= clock_timestamp()
            """;

    private final JdbcClient database;
    private final DispatcherProperties.Pause settings;

    Pauses(JdbcClient database, DispatcherProperties properties, MeterRegistry meters) {
        this.database = database;
        this.settings = properties.pause();
        for (var reach : Reach.values()) {
            Gauge.builder("messaging.paused", () -> count(reach))
                    .tag("reach", word(reach))
                    .description("accounts, senders or templates that are left alone because of a failure")
                    .register(meters);
        }
    }

    public void begin(Pause pause) {
        var failure = pause.failure();
        var isNew = database.sql(BEGIN)
                .param("name", pause.name())
                .param("reach", word(pause.reach()))
                .param("probeAt", pause.probeAt().atOffset(ZoneOffset.UTC))
                .param("kind", failure.kind().wireName())
                .param("code", failure.code())
                .param("reason", failure.reason())
                .query(Boolean.class)
                .single();
        if (isNew) {
            log.atError()
                    .addKeyValue("reach", word(pause.reach()))
                    .addKeyValue("what", masked(pause.name()))
                    .addKeyValue("errorCode", failure.code())
                    .addKeyValue("reason", failure.reason())
                    .log("sending paused");
        }
    }

    /** A message of these was taken. */
    public void lift(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        database.sql(LIFT)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("reach"), masked(row.getString("name"))))
                .list()
                .forEach(lifted -> log.atInfo()
                        .addKeyValue("reach", lifted.getKey())
                        .addKeyValue("what", lifted.getValue())
                        .log("sending resumed"));
    }

    public Templates templates(Collection<String> names) {
        return new Templates(of(names), this);
    }

    /** When each of these is tried again; absent where it is not paused. */
    Map<String, Instant> of(Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : database
                        .sql("select name, probe_at from pauses where name = any(:names)")
                        .param("names", names.toArray(String[]::new))
                        .query((row, _) -> Map.entry(row.getString("name"), probeAt(row)))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the trial is ours to make. */
    boolean probe(String name) {
        return database.sql(PROBE)
                        .param("name", name)
                        .param("again", settings.probe().toMillis() / 1000.0)
                        .update()
                == 1;
    }

    /** Without whole numbers. */
    public record Shown(
            String reach,
            String what,
            String since,
            String probeAt,
            @Nullable String code,
            String reason) {}

    public List<Shown> all() {
        return database.sql("select * from pauses order by since limit 100")
                .query((row, _) -> new Shown(
                        row.getString("reach"),
                        masked(row.getString("name")),
                        row.getObject("since", OffsetDateTime.class).toInstant().toString(),
                        probeAt(row).toString(),
                        row.getString("failure_code"),
                        row.getString("reason")))
                .list();
    }

    private int count(Reach reach) {
        return database.sql("select count(*) from pauses where reach = :reach")
                .param("reach", word(reach))
                .query(Integer.class)
                .single();
    }

    private static Instant probeAt(ResultSet row) throws SQLException {
        return row.getObject("probe_at", OffsetDateTime.class).toInstant();
    }

    private static String word(Reach reach) {
        return reach.name().toLowerCase(Locale.ROOT);
    }

    private static String masked(String name) {
        var parts = name.split(":", 3);
        return parts.length < 3 || parts[0].equals("template") || parts[2].isBlank()
                ? name
                : parts[0] + ":" + parts[1] + ":" + new Address(parts[2]);
    }
}
