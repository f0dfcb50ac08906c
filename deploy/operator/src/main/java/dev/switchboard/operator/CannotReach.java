package dev.switchboard.operator;

/** Kafka does not answer, or does not let us. */
public final class CannotReach extends RuntimeException {
    public CannotReach(String message, Throwable cause) {
        super(message, cause);
    }
}
