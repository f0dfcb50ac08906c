package dev.switchboard.ingress.publish;

import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The broker does not have it, or nobody knows whether it has. The caller must be told to come again. */
public final class NotPublished extends RuntimeException {

    NotPublished(Throwable cause) {
        super("neither the broker nor the disk has it", cause);
    }

    public Refused toCaller() {
        return Refused.because(
                ProblemKind.UNAVAILABLE, "It could not be kept safely in time; repeat the same request later.");
    }

    /** The kind of trouble, in one word. */
    public String reason() {
        return root().getClass().getSimpleName();
    }

    /** The broker refuses the record for what it is: no repetition helps. */
    boolean isForGood() {
        return root() instanceof RecordTooLargeException || root() instanceof InvalidRecordException;
    }

    private Throwable root() {
        Throwable cause = this;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
