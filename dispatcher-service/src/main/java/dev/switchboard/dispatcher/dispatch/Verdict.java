package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.dispatcher.ledger.Move;
import dev.switchboard.dispatcher.pace.Pause;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer means for the ledger, for the world, and for what else waits. */
record Verdict(Move move, SendOutcome outcome, List<Pause> pauses) {

    Verdict(Move move, SendOutcome outcome) {
        this(move, outcome, List.of());
    }

    Verdict with(List<Pause> pauses) {
        return new Verdict(move, outcome, pauses);
    }

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
