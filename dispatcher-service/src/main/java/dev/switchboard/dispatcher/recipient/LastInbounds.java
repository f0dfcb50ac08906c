package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** When each contact last did something that lets us write to it freely. */
@Component
class LastInbounds {

    @JsonNaming(SnakeCaseStrategy.class)
    record LastInbound(String provider, String ours, String contact, String account, Instant wroteAt) {
        @Override
        public String toString() {
            return "LastInbound[" + wroteAt + "]";
        }
    }

    private static final String NOTE = """
            insert into last_inbounds as i (provider, ours, contact, account, wrote_at)
            select distinct on (provider, ours, contact) provider, ours, contact, account, wrote_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                provider text, ours text, contact text, account text, wrote_at timestamptz)
            order by provider, ours, contact, wrote_at desc
            on conflict (provider, ours, contact) do update
            set wrote_at = excluded.wrote_at, account = excluded.account
            where excluded.wrote_at > i.wrote_at
            """;

    private static final String LAST = """
            select wrote_at
            from last_inbounds
            where contact = :contact and provider = :provider and (ours = :line or account = :line)
            order by wrote_at desc
            limit 1
            """;

    private final JdbcClient database;

    LastInbounds(JdbcClient database) {
        this.database = database;
    }

    void note(Collection<LastInbound> inbounds) {
        if (!inbounds.isEmpty()) {
            database.sql(NOTE)
                    .param("rows", Wire.JSON.writeValueAsString(inbounds))
                    .update();
        }
    }

    /** Empty when nothing is known. */
    Optional<Instant> last(SendRequest request, Provider provider, String line) {
        return database.sql(LAST)
                .param("contact", request.to().value())
                .param("provider", provider.name())
                .param("line", line)
                .query((row, _) ->
                        row.getObject("wrote_at", OffsetDateTime.class).toInstant())
                .optional();
    }
}
