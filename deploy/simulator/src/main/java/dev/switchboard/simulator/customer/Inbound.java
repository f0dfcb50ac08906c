package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Provider;
import org.jspecify.annotations.Nullable;

/** What a customer writes. */
public record Inbound(
        @Nullable Provider provider,
        @Nullable Channel channel,
        @Nullable String from,
        @Nullable String to,
        @Nullable String text,
        @Nullable String profileName,
        @Nullable String id,
        @Nullable String userId) {
    public Channel on() {
        return channel == null ? Channel.WHATSAPP : channel;
    }

    public String name() {
        return profileName == null ? "Alex Customer" : profileName;
    }
}
