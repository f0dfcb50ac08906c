package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.decision.Rules.FurtherTries;
import java.time.Instant;

/** The same message once more by WhatsApp, after a while and before its deadline. */
record NextTry(FurtherTries furtherTries, Case one) {

    int n() {
        return one.tries().size() + 1;
    }

    boolean fits(Fact failure) {
        return n() <= furtherTries.after().size() && leavesAt(failure).isBefore(deadline());
    }

    /** The dispatcher keeps it until it is to leave; what is heard of it comes back to the original. */
    SendRequest request(Fact failure) {
        var original = one.plan().request();
        return new SendRequest(
                original.messageId().retry(n()),
                original.channel(),
                original.provider(),
                original.from(),
                original.to(),
                original.content(),
                original.replyTo(),
                null,
                null,
                original.messageId(),
                original.priority(),
                original.category(),
                failure.occurredAt(),
                leavesAt(failure),
                deadline(),
                original.onUncertain(),
                original.trackReceipts(),
                original.trackReads(),
                original.tenant(),
                original.metadata());
    }

    /** Then the SMS goes, whatever became of the tries; never later than the caller's own end. */
    Instant deadline() {
        var due = one.dueAt() == null ? one.plan().start().plus(furtherTries.deadline()) : one.dueAt();
        var end = one.plan().chosenEnd();
        return end == null || due.isBefore(end) ? due : end;
    }

    private Instant leavesAt(Fact failure) {
        return failure.occurredAt().plus(furtherTries.after().get(n() - 1));
    }
}
