package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.End;

/** A replay ends before its end. */
final class Stopped extends RuntimeException {

    private final End end;
    private final boolean refused;

    private Stopped(End end, boolean refused, String why) {
        super(why);
        this.end = end;
        this.refused = refused;
    }

    static Stopped byOperator() {
        return new Stopped(End.STOPPED, false, "stopped by its operator");
    }

    static Stopped failed(String why) {
        return new Stopped(End.FAILED, false, why);
    }

    static Stopped refused(String why) {
        return new Stopped(End.STOPPED, true, why);
    }

    /** Somebody said so on the audit topic. */
    static void because(String said) {
        throw new Stopped(said.startsWith("canceled") ? End.CANCELED : End.STOPPED, true, said);
    }

    End end() {
        return end;
    }

    boolean isRefused() {
        return refused;
    }
}
