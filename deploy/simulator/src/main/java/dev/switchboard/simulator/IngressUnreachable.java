package dev.switchboard.simulator;

/** Ingress gave no answer to a call somebody here waits for. */
public final class IngressUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public IngressUnreachable(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
