package dev.switchboard.local.drill;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A record nothing is wrong with, and how it is found again. */
public record GoodRecord(String trace, String key, ObjectNode value) {

    private static final Address OURS = new Address("+15550001111");

    public static GoodRecord of(Topics topics, String topic) {
        var id = new MessageId(UUID.randomUUID());
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (topic.equals(topics.sendRequests().name())) {
            return of(
                    id,
                    SendRequest.of(
                            id, Channel.WHATSAPP, new Address("+14155550100"), new Content.Text("Between"), now));
        }
        if (topic.equals(topics.status().name())) {
            return of(
                    id,
                    new StatusReported(
                            id,
                            Provider.TWILIO,
                            "AC1",
                            "SM" + id,
                            Channel.SMS,
                            Status.SENT,
                            null,
                            null,
                            null,
                            now,
                            null));
        }
        if (topic.equals(topics.sendOutcomes().name())) {
            var failure = new Failure(Failure.Kind.PERMANENT, null, "for a test");
            return of(id, new Refused(id, Refused.By.US, failure, 1, now));
        }
        if (topic.equals(topics.inbound().name())) {
            return received("SM" + id, now);
        }
        if (topic.equals(topics.account().name())) {
            var contact = "US.9"
                    + Long.toUnsignedString(id.value().getLeastSignificantBits())
                            .substring(1);
            return new GoodRecord(
                    contact,
                    contact,
                    Wire.JSON.valueToTree(new PreferenceChanged(
                            Provider.META, "1", new Address(contact), "marketing_messages", false, now, null)));
        }
        if (topic.equals(topics.erasures().name())) {
            return erased(id.toString(), now);
        }
        if (topic.equals(topics.redecode().name())) {
            return webhook("SM" + id.toString().replace("-", ""), now);
        }
        throw new IllegalArgumentException("somebody reads " + topic + " now: it needs a good record here");
    }

    private static GoodRecord of(MessageId id, Object event) {
        return new GoodRecord(id.toString(), id.toString(), Wire.JSON.valueToTree(event));
    }

    private static GoodRecord erased(String contact, Instant now) {
        var erased = new ContactErased(
                contact, List.of(contact.replace("-", "")), List.of(new MessageId(UUID.randomUUID())), now);
        return new GoodRecord(contact, contact, Wire.JSON.valueToTree(erased));
    }

    private static GoodRecord webhook(String sid, Instant now) {
        var form =
                "AccountSid=AC1&MessageSid=" + sid + "&From=%2B14155550177&To=%2B15550001111&Body=Between&NumMedia=0";
        var webhook = new UnreadableWebhook(
                Provider.TWILIO,
                "/api/webhooks/sms",
                null,
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.US_ASCII),
                "for a drill",
                now);
        return new GoodRecord(
                MessageId.elsewhere(Provider.TWILIO, "AC1", sid).toString(),
                webhook.key(),
                Wire.JSON.valueToTree(webhook));
    }

    private static GoodRecord received(String providerId, Instant now) {
        var id = MessageId.elsewhere(Provider.TWILIO, "AC1", providerId);
        var contact = new Address("+14155550177");
        var conversation = ConversationId.between(Channel.SMS, OURS, contact);
        return new GoodRecord(
                id.toString(),
                conversation.toString(),
                Wire.JSON.valueToTree(new MessageReceived(
                        id,
                        conversation,
                        Provider.TWILIO,
                        "AC1",
                        Channel.SMS,
                        OURS,
                        Contact.phone(contact, null),
                        providerId,
                        ReceivedContent.text("Between"),
                        null,
                        now,
                        null)));
    }
}
