package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.status.StatusReported;

/** One thing a provider said, ready for its topic. */
public sealed interface Fact {

    /** The same whenever the provider says it again, and without personal data. */
    String id();

    Event event();

    record Received(String id, InboundEvent event) implements Fact {}

    record Reported(String id, StatusReported event) implements Fact {}

    record Announced(String id, AccountEvent event) implements Fact {}
}
