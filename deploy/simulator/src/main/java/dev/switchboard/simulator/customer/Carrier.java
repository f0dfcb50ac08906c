package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.message.Provider;

/** A provider, as the one who brings us what customers write. */
public interface Carrier {
    Provider provider();

    /** @param origin where a file that came with it can be fetched */
    Callback webhook(Inbound inbound, String origin);
}
