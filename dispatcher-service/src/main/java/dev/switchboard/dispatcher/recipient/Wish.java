package dev.switchboard.dispatcher.recipient;

/** What a contact's message says about hearing from us. */
public enum Wish {
    STOP,
    START,
    NONE
}
