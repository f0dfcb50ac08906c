package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.ReceivedContent.Choice;
import dev.switchboard.contracts.inbound.ReceivedContent.Media;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inbound messages, SMS and WhatsApp alike:
 *
 * <pre>AccountSid=AC…&amp;From=whatsapp%3A%2B14155550100&amp;To=whatsapp%3A%2B15550001111&amp;MessageSid=SM…
 * &amp;SmsStatus=received&amp;Body=Thanks&amp;NumMedia=0&amp;ProfileName=Ada&amp;WaId=14155550100</pre>
 */
final class TwilioMessages {

    private TwilioMessages() {}

    static Fact read(TwilioForm form) {
        return form.channel().map(channel -> message(form, channel)).orElseGet(() -> unknown(form));
    }

    private static Fact message(TwilioForm form, Channel channel) {
        var messageId = form.elsewhere();
        var ours = form.address("To");
        var contact = contact(form);
        var event = new MessageReceived(
                messageId,
                ConversationId.between(channel, ours, contact.address()),
                Provider.TWILIO,
                form.account(),
                channel,
                ours,
                contact,
                form.messageSid(),
                content(form.fields()),
                form.fields().get("OriginalRepliedMessageSid"),
                form.receivedAt(),
                form.raw());
        return new Fact.Received(messageId.toString(), event);
    }

    /** A channel we do not carry, kept whole. */
    private static Fact unknown(TwilioForm form) {
        var id = form.elsewhere().toString();
        var kind = form.prefix().replace(":", "");
        return new Fact.Received(
                id, new UnknownReceived(id, Provider.TWILIO, form.account(), kind, form.receivedAt(), form.raw()));
    }

    /** A user with a name instead of a number is known by the network's id, and the number may be missing. */
    private static Contact contact(TwilioForm form) {
        var user = form.addressOrNone("ExternalUserId");
        var name = form.fields().get("ProfileName");
        if (user == null) {
            return phone(form).map(phone -> Contact.phone(phone, name)).orElseGet(() -> sender(form, name));
        }
        return new Contact(user, phone(form).orElse(null), user.value(), name);
    }

    private static Optional<Address> phone(TwilioForm form) {
        var from = form.addressOrNone("From");
        if (from != null && from.isPhone()) {
            return Optional.of(from);
        }
        var id = form.fields().get("WaId");
        return id != null && id.matches("[1-9]\\d{1,14}") ? Optional.of(new Address("+" + id)) : Optional.empty();
    }

    /** A short code or a company's name. */
    private static Contact sender(TwilioForm form, @Nullable String name) {
        return new Contact(form.address("From"), null, null, name);
    }

    private static ReceivedContent content(Parameters fields) {
        var media = media(fields);
        var location = location(fields);
        var choice = choice(fields);
        return new ReceivedContent(kind(fields, media, location, choice), fields.get("Body"), media, location, choice);
    }

    private static String kind(
            Parameters fields,
            @Nullable List<Media> media,
            Content.@Nullable Location location,
            @Nullable Choice choice) {
        var told = fields.get("MessageType");
        if (told != null) {
            return told;
        }
        if (choice != null) {
            return fields.get("ListId") == null ? "button" : "interactive";
        }
        if (location != null) {
            return "location";
        }
        return media == null ? "text" : kindOf(media.getFirst().contentType());
    }

    private static String kindOf(@Nullable String contentType) {
        var family = contentType == null ? "" : contentType.split("/", 2)[0];
        return switch (family) {
            case "image", "video", "audio" -> family;
            case "text" -> "text/vcard".equals(contentType) ? "contacts" : "document";
            default -> "document";
        };
    }

    private static @Nullable List<Media> media(Parameters fields) {
        var media = new ArrayList<Media>();
        for (int n = 0; fields.get("MediaUrl" + n) != null; n++) {
            media.add(
                    new Media(null, fields.get("MediaUrl" + n), fields.get("MediaContentType" + n), null, null, null));
        }
        return media.isEmpty() ? null : media;
    }

    private static Content.@Nullable Location location(Parameters fields) {
        var latitude = degrees(fields.get("Latitude"));
        var longitude = degrees(fields.get("Longitude"));
        if (latitude == null || longitude == null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return null;
        }
        return new Content.Location(latitude, longitude, fields.get("Label"), fields.get("Address"));
    }

    private static @Nullable Double degrees(@Nullable String text) {
        return text != null && text.matches("-?\\d{1,3}(\\.\\d+)?") ? Double.valueOf(text) : null;
    }

    private static @Nullable Choice choice(Parameters fields) {
        var button = new Choice(fields.get("ButtonPayload"), fields.get("ButtonText"));
        var row = new Choice(fields.get("ListId"), fields.get("ListTitle"));
        if (row.id() != null || row.title() != null) {
            return row;
        }
        return button.id() != null || button.title() != null ? button : null;
    }
}
