package dev.switchboard.fallback.decision;

import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;

/** What one record tells that may matter to a fallback. It comes in any order and any number of times. */
public sealed interface News permits Plan, Fact, News.ProviderName, News.Again, News.SmsArrived, News.Rescue {

    /** The name under which the message may be spoken of. */
    MessageId name();

    /** The message the provider's own name belongs to: a callback without our id knows no other. */
    record ProviderName(MessageId name, MessageId message) implements News {}

    /** Nothing new: what had to wait may be decided now. */
    record Again(MessageId name) implements News {}

    /** Some SMS, ours or not: most stand in for nothing. */
    record SmsArrived(MessageId name, Instant at) implements News {}

    /** The SMS that stands in for this message arrived. */
    record Rescue(MessageId name, Instant at) implements News {}
}
