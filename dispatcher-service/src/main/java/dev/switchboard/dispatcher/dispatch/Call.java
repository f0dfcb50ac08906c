package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.transcript.Transcript;
import org.jspecify.annotations.Nullable;

/**
 * What came of the wish to call.
 *
 * @param transcript what was said, and heard; none where no call was made
 */
public record Call(Answer answer, @Nullable Transcript transcript) {

    /** It was decided without one. */
    public static Call none(Answer answer) {
        return new Call(answer, null);
    }

    Call with(Answer answer) {
        return new Call(answer, transcript);
    }
}
