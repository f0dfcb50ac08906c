package dev.switchboard.contracts;

/**
 * A value that cannot be one of ours. Its message is written by us, names the field and never holds the value, so that
 * it may be shown to anybody; the message of any other exception may quote what it choked on.
 */
public final class Unfit extends IllegalArgumentException {

    public Unfit(String reason) {
        super(reason);
    }
}
