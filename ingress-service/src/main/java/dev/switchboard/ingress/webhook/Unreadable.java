package dev.switchboard.ingress.webhook;

/** What arrived cannot be read. Its message names the place and never quotes what was found there. */
public final class Unreadable extends RuntimeException {

    public Unreadable(String reason) {
        super(reason, null, false, false);
    }
}
