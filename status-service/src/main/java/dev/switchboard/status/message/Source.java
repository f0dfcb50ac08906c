package dev.switchboard.status.message;

/** Whose word about what a message is counts before whose. The ranks are stored. */
public enum Source {
    /** The request; of an inbound message, the message itself. */
    ORIGIN(1),
    ACCEPTANCE(2),
    REPORT(3);

    private final int rank;

    Source(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }
}
