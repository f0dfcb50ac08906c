package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told about one message:
 *
 * <pre>{"id":{"fromMe":false,"remote":"14155550100@c.us","_serialized":"false_14155550100@c.us_3A"},"body":"Thanks",
 *  "type":"chat","timestamp":1700000000,"from":"14155550100@c.us","to":"15550001111@c.us"}</pre>
 */
record GatewayMessages(GatewayEvent event, Json part, String providerId, boolean isOurs) {

    private static final Failure NOT_SENT = new Failure(Failure.Kind.PERMANENT, null, "the gateway could not send it");

    private static final Map<String, Status> STATUSES = Map.of(
            "-1", Status.FAILED,
            "0", Status.QUEUED,
            "1", Status.SENT,
            "2", Status.DELIVERED,
            "3", Status.READ,
            "4", Status.PLAYED);

    /** The gateway tells of what we sent in the same words as of what came. */
    static List<Fact> said(GatewayEvent event) {
        var message = of(event);
        var content = GatewayContent.of(message.part, event.data().at("messageMedia"));
        var id = message.elsewhere().toString();
        var what = "media".equals(event.name()) ? id + ":media" : id;
        return List.of(new Fact.Received(what, message.isOurs ? message.echoed(content) : message.received(content)));
    }

    static List<Fact> acknowledged(GatewayEvent event) {
        var message = of(event);
        if (!message.isOurs) {
            return List.of(event.unknown());
        }
        var ack = event.data().text("ack") == null
                ? message.part.text("ack")
                : event.data().text("ack");
        var status = ack == null ? null : STATUSES.get(ack);
        if (status == null) {
            throw new Unreadable("ack is missing or is not one of ours");
        }
        return List.of(new Fact.Reported(message.elsewhere() + ":" + status.wireName(), message.reported(status)));
    }

    static List<Fact> edited(GatewayEvent event) {
        var message = of(event);
        var text = event.data().text("newBody") == null
                ? event.data().text("body")
                : event.data().text("newBody");
        return message.isOurs || text == null
                ? List.of(event.unknown())
                : List.of(event.received(message.providerId, message.editedTo(text)));
    }

    static List<Fact> revoked(GatewayEvent event) {
        var message = of(event);
        return message.isOurs
                ? List.of(event.unknown())
                : List.of(event.received(message.providerId, message.takenBack()));
    }

    /** Without our number there is no conversation to put it in. */
    static List<Fact> reacted(GatewayEvent event) {
        var part = event.data().at("reaction");
        var to = part.text("messageId");
        var from = event.data().text("from");
        var me = event.me();
        if (me == null || to == null || from == null || isTrue(event.data(), "fromMe")) {
            return List.of(event.unknown());
        }
        var contact = WhatsAppId.contact(from, event.data().text("participant"), null);
        return List.of(event.received(
                to,
                new ReactionReceived(
                        ConversationId.between(Channel.WHATSAPP, me, contact.address()),
                        Provider.GATEWAY,
                        event.session(),
                        Channel.WHATSAPP,
                        me,
                        contact,
                        to,
                        part.text("text"),
                        event.at(),
                        event.raw())));
    }

    private static GatewayMessages of(GatewayEvent event) {
        var data = event.data();
        var part = data.at("message").isThere() ? data.at("message") : data;
        for (var older : new String[] {"revokedMsg", "before"}) {
            if (data.at(older).isThere()) {
                part = data.at(older);
            }
        }
        var id = part.at("id").text("_serialized");
        if (id == null) {
            id = part.required("id");
        }
        var isOurs = isTrue(part, "fromMe") || isTrue(part.at("id"), "fromMe");
        return new GatewayMessages(event, part, id, isOurs);
    }

    private static boolean isTrue(Json part, String name) {
        return part.node().path(name).asBoolean(false);
    }

    private InboundEvent received(ReceivedContent content) {
        return new MessageReceived(
                elsewhere(),
                conversation(),
                Provider.GATEWAY,
                event.session(),
                Channel.WHATSAPP,
                ours(),
                contact(),
                providerId,
                content,
                replyTo(),
                WhatsAppId.time(part.text("timestamp"), event.at()),
                event.raw());
    }

    private InboundEvent echoed(ReceivedContent content) {
        return new MessageEchoed(
                elsewhere(),
                conversation(),
                Provider.GATEWAY,
                event.session(),
                Channel.WHATSAPP,
                ours(),
                contact(),
                providerId,
                content,
                WhatsAppId.time(part.text("timestamp"), event.at()),
                event.raw());
    }

    private InboundEvent editedTo(String text) {
        return new MessageEdited(
                elsewhere(),
                conversation(),
                Provider.GATEWAY,
                event.session(),
                Channel.WHATSAPP,
                ours(),
                contact(),
                providerId,
                ReceivedContent.text(text),
                event.at(),
                event.raw());
    }

    private InboundEvent takenBack() {
        return new MessageRevoked(
                elsewhere(),
                conversation(),
                Provider.GATEWAY,
                event.session(),
                Channel.WHATSAPP,
                ours(),
                contact(),
                providerId,
                event.at(),
                event.raw());
    }

    private StatusReported reported(Status status) {
        return new StatusReported(
                elsewhere(),
                Provider.GATEWAY,
                event.session(),
                providerId,
                Channel.WHATSAPP,
                status,
                WhatsAppId.address(part.text("from")),
                WhatsAppId.address(part.text("to")),
                status == Status.FAILED ? NOT_SENT : null,
                event.at(),
                event.raw());
    }

    private MessageId elsewhere() {
        return MessageId.elsewhere(Provider.GATEWAY, event.session(), providerId);
    }

    private ConversationId conversation() {
        return ConversationId.between(Channel.WHATSAPP, ours(), contact().address());
    }

    private Address ours() {
        var told = WhatsAppId.address(part.text(isOurs ? "from" : "to"));
        var ours = told == null ? event.me() : told;
        return ours == null ? new Address(event.session()) : ours;
    }

    private Contact contact() {
        var other = part.required(isOurs ? "to" : "from");
        var author = part.text("author") == null ? part.text("participant") : part.text("author");
        var name = part.text("notifyName") == null ? part.at("_data").text("notifyName") : part.text("notifyName");
        return WhatsAppId.contact(other, author, isOurs ? null : name);
    }

    private @Nullable String replyTo() {
        var quoted = part.at("replyTo").text("id");
        return quoted == null ? part.at("_data").text("quotedStanzaID") : quoted;
    }
}
