package dev.switchboard.operator;

import org.jspecify.annotations.Nullable;

/** What a command needs does not answer, or does not let us. */
public final class CannotReach extends RuntimeException {
    public CannotReach(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
