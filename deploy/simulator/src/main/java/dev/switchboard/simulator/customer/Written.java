package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wrote, and what ingress answered.
 *
 * @param about the message of ours that is answered or reacted to
 * @param readAt when we said that we read it
 */
record Written(
        String id,
        Provider provider,
        Channel channel,
        Address contact,
        String text,
        @Nullable String reaction,
        @Nullable String mediaUrl,
        @Nullable String about,
        int webhookStatus,
        Instant at,
        @Nullable Instant readAt) {

    Written readAt(Instant time) {
        return new Written(id, provider, channel, contact, text, reaction, mediaUrl, about, webhookStatus, at, time);
    }

    @Override
    public String toString() {
        return "Written[" + id + "]";
    }
}
