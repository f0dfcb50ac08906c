package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contact did: wrote, reacted, edited, took back, or something nobody knows yet.
 *
 * <pre>{"id":"wamid.A","from":"14155550100","timestamp":"1700000000","type":"text","text":{"body":"Thanks"}}</pre>
 */
record MetaMessages(Sender sender, Json part, String providerId, Contact contact) {

    static Fact read(Sender sender, ContactNames names, Json part) {
        var message = new MetaMessages(sender, part, part.required("id"), contact(names, part));
        return new Fact.Received(message.elsewhere(message.providerId).toString(), message.event());
    }

    static Fact echoed(Sender sender, Json part) {
        var message = new MetaMessages(sender, part, part.required("id"), recipient(part));
        return new Fact.Received(message.elsewhere(message.providerId).toString(), message.echo());
    }

    private InboundEvent echo() {
        var content = MetaContent.of(part);
        return content == null
                ? unknown(part.text("type"))
                : new MessageEchoed(
                        elsewhere(providerId),
                        conversation(),
                        Provider.META,
                        sender.phoneNumberId(),
                        Channel.WHATSAPP,
                        sender.number(),
                        contact,
                        providerId,
                        content,
                        at(),
                        part.node());
    }

    private InboundEvent event() {
        var type = part.text("type");
        return switch (type == null ? "unknown" : type) {
            case "reaction" -> reaction();
            case "edit" -> edited();
            case "revoke" -> revoked();
            default -> {
                var content = MetaContent.of(part);
                yield content == null ? unknown(type) : received(content);
            }
        };
    }

    private InboundEvent received(ReceivedContent content) {
        return new MessageReceived(
                elsewhere(providerId),
                conversation(),
                Provider.META,
                sender.phoneNumberId(),
                Channel.WHATSAPP,
                sender.number(),
                contact,
                providerId,
                content,
                part.at("context").text("id"),
                at(),
                part.node());
    }

    private InboundEvent reaction() {
        var reaction = part.at("reaction");
        return new ReactionReceived(
                conversation(),
                Provider.META,
                sender.phoneNumberId(),
                Channel.WHATSAPP,
                sender.number(),
                contact,
                reaction.required("message_id"),
                reaction.text("emoji"),
                at(),
                part.node());
    }

    private InboundEvent edited() {
        var edit = part.at("edit");
        var original = edit.text("original_message_id");
        var content = MetaContent.of(edit.at("message"));
        if (original == null || content == null) {
            return unknown("edit");
        }
        return new MessageEdited(
                elsewhere(original),
                conversation(),
                Provider.META,
                sender.phoneNumberId(),
                Channel.WHATSAPP,
                sender.number(),
                contact,
                original,
                content,
                at(),
                part.node());
    }

    private InboundEvent revoked() {
        var original = part.at("revoke").text("original_message_id");
        if (original == null) {
            return unknown("revoke");
        }
        return new MessageRevoked(
                elsewhere(original),
                conversation(),
                Provider.META,
                sender.phoneNumberId(),
                Channel.WHATSAPP,
                sender.number(),
                contact,
                original,
                at(),
                part.node());
    }

    private InboundEvent unknown(@Nullable String type) {
        return new UnknownReceived(
                conversation().toString(),
                Provider.META,
                sender.phoneNumberId(),
                type == null ? "unknown" : type,
                at(),
                part.node());
    }

    private MessageId elsewhere(String wamid) {
        return MessageId.elsewhere(Provider.META, sender.phoneNumberId(), wamid);
    }

    private ConversationId conversation() {
        return ConversationId.between(Channel.WHATSAPP, sender.number(), contact.address());
    }

    private Instant at() {
        return sender.time(part);
    }

    private static Contact recipient(Json part) {
        var phone = Sender.phone(part.text("to"));
        var user = Sender.user(part.text("to_user_id"));
        if (user != null) {
            return new Contact(user, phone, user.value(), null);
        }
        if (phone == null) {
            throw new Unreadable("to is missing or is no number");
        }
        return Contact.phone(phone, null);
    }

    /** The network's own user id names a contact before its number does, which may be missing. */
    private static Contact contact(ContactNames names, Json part) {
        var from = part.text("from");
        var userId = part.text("from_user_id");
        var phone = Sender.phone(from);
        var user = Sender.user(userId);
        var name = names.of(from, userId);
        if (user != null) {
            return new Contact(user, phone, userId, name);
        }
        if (phone == null) {
            throw new Unreadable("from is missing or is no number");
        }
        return Contact.phone(phone, name);
    }
}
