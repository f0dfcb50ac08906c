package dev.switchboard.dispatcher.pace;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;

/** What a provider paces: a number on a channel, under the name of its row. */
public final class Sender {

    private Sender() {}

    /** @param line the provider's own name of who sends */
    public static String of(Provider provider, Channel channel, String line) {
        return provider.name() + ":" + channel.wireName() + ":" + line;
    }

    /** The provider's own name of it. */
    public static String line(String sender) {
        return sender.split(":", 3)[2];
    }

    static String account(String sender) {
        return sender.substring(0, sender.indexOf(':'));
    }
}
