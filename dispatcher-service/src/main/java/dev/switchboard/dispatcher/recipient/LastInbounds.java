package dev.switchboard.dispatcher.recipient;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
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
            select r.message_id, max(i.wrote_at) as wrote_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (message_id uuid, provider text, line text, contact text)
            join last_inbounds i
                on i.contact = r.contact and i.provider = r.provider and (i.ours = r.line or i.account = r.line)
            group by r.message_id
            """;

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(UUID messageId, String provider, String line, String contact) {
        static Row of(Addressed send) {
            return new Row(
                    send.messageId().value(),
                    send.provider().name(),
                    send.line(),
                    send.request().to().value());
        }
    }

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

    /** Without those of whom nothing is known. */
    Map<MessageId, Instant> last(Collection<Addressed> sends) {
        return sends.isEmpty()
                ? Map.of()
                : database
                        .sql(LAST)
                        .param(
                                "rows",
                                Wire.JSON.writeValueAsString(
                                        sends.stream().map(Row::of).toList()))
                        .query((row, _) -> Map.entry(
                                new MessageId(row.getObject("message_id", UUID.class)),
                                row.getObject("wrote_at", OffsetDateTime.class).toInstant()))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
