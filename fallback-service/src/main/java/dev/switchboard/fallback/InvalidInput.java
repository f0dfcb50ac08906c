package dev.switchboard.fallback;

/** A caller's mistake: where it is and what is wrong with it, without repeating it. */
final class InvalidInput extends RuntimeException {

    private final String pointer;
    private final String reason;

    InvalidInput(String pointer, String reason) {
        super(pointer + " " + reason);
        this.pointer = pointer;
        this.reason = reason;
    }

    InvalidInput(String pointer, String reason, Throwable cause) {
        super(pointer + " " + reason, cause);
        this.pointer = pointer;
        this.reason = reason;
    }

    String pointer() {
        return pointer;
    }

    String reason() {
        return reason;
    }
}
