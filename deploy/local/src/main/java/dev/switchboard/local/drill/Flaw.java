package dev.switchboard.local.drill;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import java.util.Optional;

/** One way a record can be wrong, and what must become of it then. */
record Flaw(String name, Fate fate, Spoiling spoiling) {

    /** A good record made bad; nothing where the topic's records cannot be bad in this way. */
    interface Spoiling {
        Optional<Spoilt> of(GoodRecord good, Topic<? extends Event> topic);
    }

    /** Whether it is only wrong because the good record came before it. */
    boolean followsItsGood() {
        return fate instanceof Fate.Dead dead && dead.cause().equals("conflict");
    }

    /** Its fate, as far as it depends on the topic. */
    Fate fate(Topic<? extends Event> topic) {
        return fate instanceof Fate.Skipped && Flaws.mustBeUnderstood(topic)
                ? new Fate.Dead("invalid", "type is not one of ours")
                : fate;
    }
}
