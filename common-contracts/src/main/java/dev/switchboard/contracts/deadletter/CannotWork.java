package dev.switchboard.contracts.deadletter;

import java.util.Locale;

/**
 * A record that no repetition will make work. Its message is the reason as a person reads it in the dead-letter topic:
 * it names the field and never holds a value, which may be somebody's message or number.
 */
public final class CannotWork extends RuntimeException {

    private final Kind kind;

    private CannotWork(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    public static CannotWork undecodable(String reason) {
        return new CannotWork(Kind.UNDECODABLE, reason);
    }

    public static CannotWork invalid(String reason) {
        return new CannotWork(Kind.INVALID, reason);
    }

    public static CannotWork conflict(String reason) {
        return new CannotWork(Kind.CONFLICT, reason);
    }

    public Kind kind() {
        return kind;
    }

    /** Where it is wrong, as a JSON Pointer: a reason begins with the field it is about. */
    public String pointer() {
        return "/" + String.valueOf(getMessage()).split("[ :]", 2)[0].replace('.', '/');
    }

    public enum Kind {
        /** Not JSON, or JSON of another shape. */
        UNDECODABLE,
        /** Readable, but not allowed. */
        INVALID,
        /** It contradicts what is already known under the same id. */
        CONFLICT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
