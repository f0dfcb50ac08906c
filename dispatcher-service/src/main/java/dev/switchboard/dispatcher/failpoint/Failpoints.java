package dev.switchboard.dispatcher.failpoint;

/** Hears which places the work passes. In production nobody listens. */
@FunctionalInterface
public interface Failpoints {

    void reach(Failpoint place);

    static Failpoints none() {
        return _ -> {};
    }
}
