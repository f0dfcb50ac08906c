package dev.switchboard.ingress.publish;

/** The broker does not have it, or nobody knows whether it has. The caller must be told to come again. */
public final class NotPublished extends RuntimeException {

    NotPublished(Throwable cause) {
        super("the broker did not acknowledge in time", cause);
    }

    /** The kind of trouble, in one word. */
    public String reason() {
        Throwable cause = this;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
