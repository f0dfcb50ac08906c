package dev.switchboard.simulator.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Message;
import dev.switchboard.simulator.message.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a chat, as a phone shows it.
 *
 * @param ours whether we sent it, and not the customer
 * @param status of ours: how far it came; of the customer's: what ingress answered
 * @param about the message this one answers or reacts to
 * @param readAt of the customer's: when we said that we read it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Bubble(
        String id,
        boolean ours,
        Channel channel,
        Provider provider,
        String text,
        String status,
        @Nullable Integer errorCode,
        @Nullable String reaction,
        @Nullable String mediaUrl,
        @Nullable String about,
        boolean template,
        Instant at,
        @Nullable Instant readAt) {

    static Bubble of(Message message) {
        var sent = message.sent();
        return new Bubble(
                sent.sid(),
                true,
                sent.channel(),
                sent.provider(),
                sent.body(),
                message.status(),
                message.errorCode(),
                null,
                null,
                null,
                sent.template(),
                sent.createdAt(),
                null);
    }

    static Bubble of(Written written) {
        return new Bubble(
                written.id(),
                false,
                written.channel(),
                written.provider(),
                written.text(),
                Integer.toString(written.webhookStatus()),
                null,
                written.reaction(),
                written.mediaUrl(),
                written.about(),
                false,
                written.at(),
                written.readAt());
    }

    @Override
    public String toString() {
        return "Bubble[" + id + "]";
    }
}
