package dev.switchboard.dispatcher;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.request.SendRequest.Priority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests as somebody else might put them on the topic: short. */
public final class Requests {

    private static final Content HELLO = new Content.Text("Hello");

    private Requests() {}

    static SendRequest whatsapp(MessageId id, String to) {
        return asked(id, Channel.WHATSAPP, to, HELLO, null);
    }

    static SendRequest later(MessageId id, String to) {
        var inAnHour = Instant.now().plus(Duration.ofHours(1));
        return request(id, Channel.WHATSAPP, null, to, HELLO, null, inAnHour, null);
    }

    static SendRequest over(Provider provider, MessageId id, String to, @Nullable OnUncertain onUncertain) {
        return request(id, Channel.WHATSAPP, provider, to, HELLO, null, null, onUncertain);
    }

    static SendRequest saying(String words, MessageId id, OnUncertain onUncertain) {
        return saying(words, id, "+14155550100", onUncertain);
    }

    static SendRequest saying(String words, MessageId id, String to, OnUncertain onUncertain) {
        return request(id, Channel.WHATSAPP, null, to, new Content.Text(words), null, null, onUncertain);
    }

    static SendRequest template(MessageId id, Provider provider, String name, @Nullable String language) {
        var template = new Content.Template(name, language, null, null, null);
        return request(id, Channel.WHATSAPP, provider, "+14155550100", template, null, null, null);
    }

    static SendRequest from(Address sender, MessageId id, Priority priority, @Nullable String tenant) {
        return from(sender, "+14155550100", id, priority, tenant);
    }

    static SendRequest from(Address sender, String to, MessageId id, Priority priority, @Nullable String tenant) {
        return new SendRequest(
                id,
                Channel.WHATSAPP,
                null,
                sender,
                new Address(to),
                HELLO,
                null,
                null,
                null,
                null,
                priority,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                tenant,
                null);
    }

    static SendRequest of(MessageId id, Channel channel, Address to, @Nullable String category) {
        return new SendRequest(
                id, channel, null, null, to, HELLO, null, null, null, null, null, category, null, null, null, null,
                null, null, null, null);
    }

    public static SendRequest asked(
            MessageId id, Channel channel, String to, Content content, @Nullable Instant requestedAt) {
        return request(id, channel, null, to, content, requestedAt, null, null);
    }

    private static SendRequest request(
            MessageId id,
            Channel channel,
            @Nullable Provider provider,
            String to,
            Content content,
            @Nullable Instant requestedAt,
            @Nullable Instant sendAt,
            @Nullable OnUncertain onUncertain) {
        return new SendRequest(
                id,
                channel,
                provider,
                null,
                new Address(to),
                content,
                null,
                null,
                null,
                null,
                null,
                null,
                requestedAt,
                sendAt,
                null,
                onUncertain,
                null,
                null,
                null,
                null);
    }
}
