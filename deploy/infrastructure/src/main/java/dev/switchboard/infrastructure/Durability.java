package dev.switchboard.infrastructure;

/** What a commit of the database survives. */
enum Durability {
    /** A fall of the machine: every commit is flushed to disk. */
    POWER_LOSS,
    /** Nothing: quick, for data that end with the process. */
    UNTIL_CLOSED
}
