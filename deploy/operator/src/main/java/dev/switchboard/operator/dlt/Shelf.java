package dev.switchboard.operator.dlt;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;

/** A topic of dead letters: whose they are, and whether they were replayed in vain too often. */
public record Shelf(String name, Topic<?> origin, ConsumerGroup reader, boolean parked) {}
