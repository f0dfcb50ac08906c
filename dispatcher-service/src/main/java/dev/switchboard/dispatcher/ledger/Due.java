package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.pace.Pairs.Pair;
import dev.switchboard.dispatcher.pace.Pause;
import dev.switchboard.dispatcher.pace.Sender;
import dev.switchboard.dispatcher.recipient.Addressed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message whose turn it is, as far as its lane and its sender go.
 *
 * @param pair where its provider limits pairs
 * @param hasTurn whether the turn of its pair was reserved before, and has come
 */
record Due(
        UUID messageId,
        SendRequest request,
        String provider,
        String sender,
        long lane,
        int attempts,
        boolean expired,
        @Nullable Pair pair,
        boolean hasTurn,
        @Nullable String traceparent,
        @Nullable String tenant) {

    static Due of(ResultSet row) throws SQLException {
        var sender = row.getString("sender");
        var recipient = row.getString("recipient");
        return new Due(
                row.getObject("message_id", UUID.class),
                Wire.JSON.readValue(row.getString("request"), SendRequest.class),
                row.getString("provider"),
                sender,
                row.getLong("lane"),
                row.getInt("attempts"),
                row.getBoolean("expired"),
                recipient == null ? null : new Pair(sender, recipient),
                row.getBoolean("has_turn"),
                row.getString("traceparent"),
                row.getString("tenant"));
    }

    MessageId id() {
        return request.messageId();
    }

    Addressed addressed() {
        return new Addressed(request, new Provider(provider), Sender.line(sender));
    }

    /** The row of its template's pause; null for what is no template. */
    @Nullable
    String template() {
        return request.content() instanceof Content.Template template
                ? Pause.template(new Provider(provider), template.name())
                : null;
    }
}
