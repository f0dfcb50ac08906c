package dev.switchboard.fallback.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether fallbacks go out, for everybody and for each tenant: one word in the database that all instances heed. */
public record Switches(JdbcClient jdbc) {

    static final String EVERYBODY = "*";

    public enum State {
        @JsonProperty("on")
        ON,
        /** Whatever would be sent now never is. */
        @JsonProperty("off")
        OFF,
        /** Whatever would be sent waits until it is on again. */
        @JsonProperty("paused")
        PAUSED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Switch(
            String scope, State state, @Nullable String reason, String changedBy, Instant changedAt) {}

    /** What holds for some tenants at one moment. */
    public record Position(Map<String, Switch> byScope) {

        public Switch everybody() {
            return Objects.requireNonNull(byScope.get(EVERYBODY));
        }

        boolean is(State state, @Nullable String tenant) {
            var own = tenant == null ? null : byScope.get(tenant);
            return everybody().state() == state || own != null && own.state() == state;
        }
    }

    /** Whoever asks so goes on alone until its transaction ends. */
    Position lock(Collection<String> tenants) {
        jdbc.sql("select from switches where scope = :everybody for update")
                .param("everybody", EVERYBODY)
                .query((_, _) -> 1)
                .single();
        return position(jdbc.sql("""
                        select scope, state, reason, changed_by, changed_at from switches
                        where scope = any (cast(:tenants as text[])) or scope = :everybody
                        """)
                .param("tenants", tenants.toArray(String[]::new))
                .param("everybody", EVERYBODY)
                .query((row, _) -> read(row))
                .list());
    }

    private static Position position(List<Switch> switches) {
        return new Position(switches.stream().collect(Collectors.toMap(Switch::scope, Function.identity())));
    }

    public Position now() {
        return position(all());
    }

    public List<Switch> all() {
        return jdbc.sql("select scope, state, reason, changed_by, changed_at from switches order by scope")
                .query((row, _) -> read(row))
                .list();
    }

    public void set(Switch to) {
        jdbc.sql("""
                        insert into switches (scope, state, reason, changed_by, changed_at)
                        values (:scope, :state, :reason, :by, cast(:at as timestamptz))
                        on conflict (scope) do update set state = excluded.state, reason = excluded.reason,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("scope", to.scope())
                .param("state", to.state().text())
                .param("reason", to.reason())
                .param("by", to.changedBy())
                .param("at", to.changedAt().toString())
                .update();
    }

    private static Switch read(ResultSet row) throws SQLException {
        return new Switch(
                row.getString("scope"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
