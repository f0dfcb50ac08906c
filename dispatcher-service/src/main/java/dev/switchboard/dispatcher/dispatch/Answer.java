package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.failure.Reach;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one call to a provider came to. */
public sealed interface Answer {

    /** The provider has it, under its own id. */
    record Taken(
            String account,
            String providerId,
            @Nullable Address from,
            @Nullable Integer segments) implements Answer {}

    /**
     * The provider certainly did not take it, and may take the same call later.
     *
     * @param calls after how many calls it is refused for good; 0 for no end
     */
    record NotTaken(Failure failure, Duration notBefore, Reach reach, int calls) implements Answer {
        public NotTaken(Failure failure, Duration notBefore) {
            this(failure, notBefore, Reach.MESSAGE, 0);
        }
    }

    /** It will not be taken, now or later. */
    record Refused(By by, Failure failure, Reach reach) implements Answer {}

    /** It may have been taken: nobody heard. */
    record Unknown(Failure failure) implements Answer {
        public Unknown(String reason) {
            this(new Failure(Failure.Kind.UNCERTAIN, null, reason));
        }
    }

    static Refused refusedByUs(Failure.Kind kind, String reason) {
        return refusedByUs(new Failure(kind, null, reason));
    }

    static Refused refusedByUs(Failure failure) {
        return new Refused(By.US, failure, Reach.MESSAGE);
    }
}
