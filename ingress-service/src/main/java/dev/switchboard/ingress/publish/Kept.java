package dev.switchboard.ingress.publish;

/** Where something is that will not be lost any more. */
public enum Kept {
    ON_ITS_TOPICS,
    IN_THE_SPOOL
}
