package dev.switchboard.status.problem;

import org.springframework.http.HttpStatus;

/** Understood, and not done: the reason is for the caller to read. */
public final class Refused extends RuntimeException {

    private final HttpStatus status;
    private final String type;

    public Refused(HttpStatus status, String type, String reason) {
        super(reason);
        this.status = status;
        this.type = type;
    }

    HttpStatus status() {
        return status;
    }

    String type() {
        return type;
    }
}
