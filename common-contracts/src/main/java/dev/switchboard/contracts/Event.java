package dev.switchboard.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A value on one of our topics. Every implementation is a record that carries its wire name in {@code @JsonTypeName}. */
public interface Event {

    /** The record's key: what must stay in order with itself. It never holds personal data. */
    @JsonIgnore
    String key();
}
