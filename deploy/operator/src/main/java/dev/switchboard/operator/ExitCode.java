package dev.switchboard.operator;

/** What a command's end tells a script. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int USAGE = 1;
    public static final int CANNOT_REACH = 2;
    /** There is something a person should look at. */
    public static final int FINDINGS = 3;

    private ExitCode() {}
}
