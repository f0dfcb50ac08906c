package dev.switchboard.ingress.spool;

import org.jspecify.annotations.Nullable;

/** The disk does not have it, or nobody knows whether it has. */
public final class NotKept extends RuntimeException {

    public enum Reason {
        FULL,
        DISK
    }

    private final Reason reason;

    NotKept(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
