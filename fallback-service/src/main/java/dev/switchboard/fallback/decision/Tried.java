package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.message.MessageId;
import java.util.List;

/** A further try of a message, and what was heard of it. */
public record Tried(MessageId id, MessageId original, int n, List<Fact> facts) {

    public Tried with(List<Fact> facts) {
        return new Tried(id, original, n, facts);
    }

    public boolean isOpen() {
        return facts.stream().noneMatch(fact -> switch (fact.what()) {
            case DELIVERED, READ, FAILED, CANCELED, EXPIRED -> true;
            case SENT, OVERDUE -> false;
        });
    }
}
