package dev.switchboard.status.message;

/** How sure a fact is which message it is about. */
public enum Naming {
    /** It carries the message's own id. */
    SETTLED,
    /** It knows the provider's id alone, which may turn out to be that of a message of ours. */
    BY_PROVIDER
}
