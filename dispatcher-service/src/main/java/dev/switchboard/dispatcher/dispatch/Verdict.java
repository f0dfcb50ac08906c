package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.dispatcher.ledger.Move;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer means for the ledger and for the world. */
record Verdict(Move move, SendOutcome outcome) {

    String word() {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String errorCode() {
        var failure = move.reason();
        return failure == null ? null : failure.code();
    }

    @Nullable
    String providerId() {
        return move instanceof Move.Accept(var _, var providerId) ? providerId : null;
    }
}
