package dev.switchboard.simulator;

import org.jspecify.annotations.Nullable;

/** A request to the test side that names a wrong or missing field. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidInput(String field, String reason) {
        super(field + " " + reason);
        this.field = field;
    }

    public static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidInput(field, "is required");
        }
        return value;
    }

    String field() {
        return field;
    }
}
