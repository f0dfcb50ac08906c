package dev.switchboard.operator;

/** What a command's end tells a script. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int USAGE = 1;
    public static final int CANNOT_REACH = 2;
    /** There is something a person should look at. */
    public static final int FINDINGS = 3;

    /** Not everything that was to be done could be done. */
    public static final int SOME_FAILED = 4;
    /** A guard stands before it; the sentence says which, and how to pass. */
    public static final int REFUSED = 5;
    /** Ended by its operator; it can go on. */
    public static final int STOPPED = 130;

    private ExitCode() {}
}
