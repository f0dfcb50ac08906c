package dev.switchboard.dispatcher.uncertain;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of whose call nobody heard the answer.
 *
 * @param callFrom when the call began at the earliest, and {@code callUntil} when it was over at the latest
 * @param callOver whether no process can be making it any more
 * @param lookedAt when this look began
 */
record Doubt(
        SendRequest request,
        Provider provider,
        int attempt,
        UUID claim,
        Instant callFrom,
        Instant callUntil,
        boolean callOver,
        Instant lookedAt,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    static final Failure NOT_THERE =
            new Failure(Failure.Kind.RETRY, null, "the provider never had it, and it is sent again");

    static Doubt of(ResultSet row) throws SQLException {
        return new Doubt(
                Wire.JSON.readValue(row.getString("request"), SendRequest.class),
                new Provider(row.getString("provider")),
                row.getInt("attempts"),
                row.getObject("claim", UUID.class),
                instant(row, "call_from"),
                instant(row, "call_until"),
                row.getBoolean("call_over"),
                instant(row, "looked_at"),
                Traceparent.parse(row.getString("traceparent")),
                row.getString("tenant"));
    }

    MessageId messageId() {
        return request.messageId();
    }

    Outgoing outgoing(SendOutcome outcome) {
        return new Outgoing(outcome, attempt, traceparent, tenant);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
