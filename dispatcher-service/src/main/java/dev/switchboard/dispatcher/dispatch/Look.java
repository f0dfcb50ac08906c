package dev.switchboard.dispatcher.dispatch;

import java.util.List;

/** What a look for a message at its provider found. */
public sealed interface Look {

    /**
     * Messages that may be it, oldest first; none is a miss.
     *
     * @param sameContent whether each of them says what ours says, so that any will do
     */
    record Candidates(List<Answer.Taken> messages, boolean sameContent) implements Look {}

    /** The provider has no list to look into. */
    record NoList() implements Look {}

    /** The provider did not answer: that is no evidence of anything. */
    record NoAnswer() implements Look {}
}
