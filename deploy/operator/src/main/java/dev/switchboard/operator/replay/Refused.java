package dev.switchboard.operator.replay;

/** A guard stands before what was asked for; the sentence says which, and how to pass. */
public final class Refused extends RuntimeException {
    Refused(String message) {
        super(message);
    }
}
