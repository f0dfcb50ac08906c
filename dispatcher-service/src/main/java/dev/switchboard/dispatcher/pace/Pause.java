package dev.switchboard.dispatcher.pace;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;

/** Something is to be left alone until it is tried again with one message. */
public record Pause(Reach reach, String name, Failure failure, Instant probeAt) {

    public enum Reach {
        ACCOUNT,
        SENDER,
        TEMPLATE
    }

    public static String template(Provider provider, String name) {
        return "template:" + provider.name() + ":" + name;
    }

    @Override
    public String toString() {
        return "Pause[" + reach + " " + failure.reason() + "]";
    }
}
