package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Canceled;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages somebody wishes not to be sent, and that wait: they are canceled. */
@Component
public class CalledOff {

    private static final String CANCEL = """
            update sends
            set state = 'canceled', changed_at = now()
            where state = 'waiting' and cancel_wished and provider_id is null
            returning message_id, cancel_reason, attempts, traceparent, tenant
            """;

    private final JdbcClient database;
    private final Outbox outbox;
    private final Clock clock;

    CalledOff(JdbcClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** To be called in a transaction. */
    public void settle() {
        outbox.add(database.sql(CANCEL).query((row, _) -> canceled(row)).list());
    }

    private Outgoing canceled(ResultSet row) throws SQLException {
        var id = new MessageId(row.getObject("message_id", UUID.class));
        return new Outgoing(
                new Canceled(id, row.getString("cancel_reason"), clock.instant()),
                row.getInt("attempts"),
                Traceparent.parse(row.getString("traceparent")),
                row.getString("tenant"));
    }
}
