package dev.switchboard.dispatcher.failpoint;

/** The places between which everything a request changes outside this process happens, in their order. */
public enum Failpoint {
    POLLED,
    /** The ledger has the batch, and it is not committed. */
    TAKING_IN,
    /** The same, committed; the offsets are not. */
    TAKEN_IN,
    CLAIMING,
    CLAIMED,
    /** The connection stands, and the lease is about to be looked at for the last time. */
    WRITING,
    WRITTEN,
    /** The answer's first bytes are here. */
    ANSWERED,
    HEARD,
    RECORDING,
    RECORDED,
    TELLING,
    /** The broker has the outcomes, and they are still in the outbox. */
    TOLD
}
