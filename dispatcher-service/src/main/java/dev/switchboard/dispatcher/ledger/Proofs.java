package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Signs from a provider that it has a message, and the adoption of messages for which there is one. */
@Component
public class Proofs {

    /** A provider's id for a message of ours. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Proof(UUID messageId, String provider, String account, String providerId) {

        public Proof(MessageId messageId, Provider provider, String account, String providerId) {
            this(messageId.value(), provider.name(), account, providerId);
        }
    }

    /** Of a message that is just being called, the answer knows more and comes soon: the proof waits for it. */
    private static final String NOTE = """
            update sends s
            set provider_id = r.provider_id, account = r.account
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, provider text, account text, provider_id text)
            where s.message_id = r.message_id
              and s.provider = r.provider
              and s.provider_id is null
              and s.state in ('waiting', 'calling', 'uncertain', 'parked')
            """;

    private static final String ADOPT = """
            update sends
            set state = 'accepted', failure_kind = null, failure_code = null, failure_reason = null, changed_at = now()
            where provider_id is not null and state in ('waiting', 'uncertain', 'parked')
            returning request, provider, account, provider_id, attempts, traceparent, tenant
            """;

    private final JdbcClient database;
    private final Outbox outbox;
    private final Clock clock;

    Proofs(JdbcClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    public void note(Collection<Proof> proofs) {
        if (!proofs.isEmpty()) {
            database.sql(NOTE)
                    .param("rows", Wire.JSON.writeValueAsString(proofs))
                    .update();
        }
    }

    /** To be called in a transaction. */
    public void adopt() {
        outbox.add(database.sql(ADOPT).query((row, _) -> accepted(row)).list());
    }

    private Outgoing accepted(ResultSet row) throws SQLException {
        var request = Wire.JSON.readValue(row.getString("request"), SendRequest.class);
        var attempt = row.getInt("attempts");
        var accepted = new Accepted(
                request.messageId(),
                new Provider(row.getString("provider")),
                row.getString("account"),
                row.getString("provider_id"),
                request.from(),
                null,
                attempt,
                clock.instant());
        return new Outgoing(
                accepted, attempt, Traceparent.parse(row.getString("traceparent")), row.getString("tenant"));
    }
}
