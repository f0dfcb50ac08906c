package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.dispatcher.recipient.Addressed;
import dev.switchboard.dispatcher.recipient.Finding;
import java.util.Collection;
import java.util.Map;

/** Knows what would be refused before a call is spent on it, or a start of its sender's pace. */
@FunctionalInterface
public interface Screen {

    /** Those of whom something is known. Asked while rows are locked: it waits for nobody but the database. */
    Map<MessageId, Finding> look(Collection<Addressed> sends);
}
