package dev.switchboard.status.problem;

/** There is no such thing, as far as we know. */
public final class NotFound extends RuntimeException {

    private final String thing;

    public NotFound(String thing) {
        super("There is no " + thing + " of this id.");
        this.thing = thing;
    }

    String thing() {
        return thing;
    }
}
