package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Provider;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes.
 *
 * @param reaction an emoji in answer to {@code replyTo}, instead of a text
 * @param replyTo the provider's id of the message that is answered
 * @param mediaUrl a picture or file beside the text, or instead of it
 */
public record Inbound(
        @Nullable Provider provider,
        @Nullable Channel channel,
        @Nullable String from,
        @Nullable String to,
        @Nullable String text,
        @Nullable String profileName,
        @Nullable String id,
        @Nullable String userId,
        @Nullable String reaction,
        @Nullable String replyTo,
        @Nullable String mediaUrl,
        @Nullable String mediaType) {
    public Channel on() {
        return channel == null ? Channel.WHATSAPP : channel;
    }

    /** A reaction or a file needs no words. */
    public String words() {
        return reaction == null && mediaUrl == null ? InvalidInput.required("text", text) : text == null ? "" : text;
    }

    public String fileType() {
        return mediaType == null ? "image/jpeg" : mediaType;
    }

    public String name() {
        return profileName == null ? "Alex Customer" : profileName;
    }
}
