package dev.switchboard.contracts;

/** What a consumer made of a record's value. */
public sealed interface Reading<E extends Event> {

    record Known<E extends Event>(E event) implements Reading<E> {}

    /** A type a newer producer knows: additive changes are skipped and counted, never refused. */
    record UnknownType<E extends Event>(String type) implements Reading<E> {}
}
