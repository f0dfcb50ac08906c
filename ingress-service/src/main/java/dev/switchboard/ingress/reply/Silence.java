package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.inbound.MessageReceived;

/** A reason not to answer a message by ourselves. */
public interface Silence {

    boolean isWantedBy(MessageReceived message);
}
