package dev.switchboard.dispatcher.ledger;

import dev.switchboard.dispatcher.outcome.Outgoing;
import dev.switchboard.dispatcher.pace.Pause;
import dev.switchboard.dispatcher.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param pauses what is to be left alone from now on, whether the message is still ours or not
 * @param said what was said at it; none where no call was made
 */
public record Entry(
        Claimed claimed,
        Move move,
        Outgoing outcome,
        List<Pause> pauses,
        @Nullable Said said) {

    /** @param word what it came to */
    public record Said(Instant calledAt, Duration took, String word, Transcript transcript) {}
}
