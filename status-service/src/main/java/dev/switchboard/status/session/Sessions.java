package dev.switchboard.status.session;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.change.StateChange.SessionStateChanged;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Columns;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All gateway sessions. */
@Component
public class Sessions {

    private static final String SELECT = """
            select distinct on (s.session_id) s.*, error.reason as error_reason, error.at as error_at
            from session_states s
            left join lateral (
                select coalesce(reason, state) as reason, at
                from session_states e
                where e.session_id = s.session_id and e.state = any(:errors)
                order by at desc, state desc
                limit 1
            ) error on true
            """;

    private static final Comparator<Row> BY_NEWS = Comparator.comparing(Row::at)
            .thenComparingInt(row -> row.percent() == null ? -1 : row.percent())
            .thenComparing(row -> row.qr() == null ? "" : row.qr())
            .thenComparing(row -> row.reason() == null ? "" : row.reason());

    private final DatabaseClient database;
    private final StatusProperties properties;
    private final Clock clock;

    Sessions(DatabaseClient database, StatusProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    private record State(String sessionId, String state) {}

    private record Row(
            State state,
            String provider,
            String account,
            Instant at,
            @Nullable String qr,
            @Nullable Integer percent,
            @Nullable String reason,
            @Nullable Traceparent traceparent) {

        static Row of(Delivery<SessionChanged> delivery) {
            var event = delivery.event();
            return new Row(
                    new State(event.sessionId(), event.state()),
                    event.provider().name(),
                    event.account(),
                    event.occurredAt().truncatedTo(ChronoUnit.MILLIS),
                    event.qr(),
                    event.percent(),
                    event.reason(),
                    delivery.envelope().traceparent());
        }

        @Override
        public String toString() {
            return "Row[" + state + "]";
        }
    }

    /** What is new of them; what is older than what is known changes nothing. */
    public Mono<List<Change>> take(List<Delivery<SessionChanged>> deliveries) {
        if (deliveries.isEmpty()) {
            return Mono.just(List.of());
        }
        var latest =
                new TreeMap<State, Row>(Comparator.comparing(State::sessionId).thenComparing(State::state));
        deliveries.stream()
                .map(Row::of)
                .forEach(row -> latest.merge(row.state(), row, (a, b) -> BY_NEWS.compare(a, b) >= 0 ? a : b));
        return remember(List.copyOf(latest.values())).flatMap(taken -> changed(latest, taken));
    }

    private Mono<List<State>> remember(List<Row> rows) {
        return database.sql("""
                        insert into session_states as known
                            (session_id, state, provider, account, at, qr, percent, reason)
                        select * from unnest(:ids, :states, :providers, :accounts, :times, :qrs, :percents, :reasons)
                        on conflict (session_id, state) do update set
                            at = excluded.at, qr = excluded.qr, percent = excluded.percent, reason = excluded.reason
                        where (excluded.at, coalesce(excluded.percent, -1), coalesce(excluded.qr, ''),
                               coalesce(excluded.reason, ''))
                            > (known.at, coalesce(known.percent, -1), coalesce(known.qr, ''),
                               coalesce(known.reason, ''))
                        returning session_id, state
                        """)
                .bind(
                        "ids",
                        Columns.array(String.class, rows, row -> row.state().sessionId()))
                .bind(
                        "states",
                        Columns.array(String.class, rows, row -> row.state().state()))
                .bind("providers", Columns.array(String.class, rows, Row::provider))
                .bind("accounts", Columns.array(String.class, rows, Row::account))
                .bind("times", Columns.array(Instant.class, rows, Row::at))
                .bind("qrs", Columns.array(String.class, rows, Row::qr))
                .bind("percents", Columns.array(Integer.class, rows, Row::percent))
                .bind("reasons", Columns.array(String.class, rows, Row::reason))
                .map(row -> new State(Columns.string(row, "session_id"), Columns.string(row, "state")))
                .all()
                .collectList();
    }

    /** Of the states that were taken those that are now the latest of their session. A QR code stays behind. */
    private Mono<List<Change>> changed(Map<State, Row> rows, List<State> taken) {
        var causes = new HashMap<State, Row>(rows);
        causes.keySet().retainAll(taken);
        return find(
                        "where s.session_id = any(:ids)",
                        Map.of("ids", taken.stream().map(State::sessionId).toArray(String[]::new)))
                .mapNotNull(session -> change(session, causes.get(new State(session.id(), session.state()))))
                .collectList();
    }

    private static @Nullable Change change(Session session, @Nullable Row cause) {
        return cause == null
                ? null
                : new Change(
                        session.id() + ":" + session.state() + ":"
                                + session.since().toEpochMilli(),
                        cause.traceparent(),
                        null,
                        new SessionStateChanged(session.id(), session.state(), session.since()));
    }

    Flux<Session> all() {
        return find("", Map.of());
    }

    Mono<Session> one(String id) {
        return find("where s.session_id = :id", Map.of("id", id)).next();
    }

    private Flux<Session> find(String where, Map<String, Object> values) {
        var lifetime = properties.sessions().qrShownFor();
        return Columns.bind(
                        database.sql(SELECT + where + " order by s.session_id, s.at desc, s.state desc")
                                .bind("errors", Standing.errors()),
                        values)
                .map((Readable row) -> Session.of(row, lifetime, clock.instant()))
                .all();
    }
}
