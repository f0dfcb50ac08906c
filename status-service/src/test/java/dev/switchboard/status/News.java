package dev.switchboard.status;

import dev.switchboard.contracts.RecordPosition;
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
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The news of one outbound message, told by whoever has them. Times are seconds after a fixed moment. */
public record News(MessageId id, String account, String providerId, Address to) {

    public static final Address OURS = new Address("+15550001111");
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    public static News ofSomeMessage() {
        var unique = UUID.randomUUID();
        return new News(
                new MessageId(unique),
                "AC" + unique.toString().replace("-", ""),
                "SM" + unique.toString().replace("-", ""),
                new Address("+1415555" + (1000 + Math.floorMod(unique.hashCode(), 9000))));
    }

    public static Instant at(int second) {
        return START.plusSeconds(second);
    }

    public Queued queued(int second) {
        return queued(second, null);
    }

    public Queued queued(int second, @Nullable MessageId fallbackOf) {
        var request = new SendRequest(
                id,
                fallbackOf == null ? Channel.WHATSAPP : Channel.SMS,
                Provider.TWILIO,
                OURS,
                to,
                new Content.Text("Your parcel is here."),
                null,
                null,
                fallbackOf,
                null,
                null,
                null,
                at(second),
                null,
                null,
                null,
                null,
                null,
                "acme",
                Map.of("order", "42"));
        return new Queued(id, request, new RecordPosition("messaging.send-requests.v1", 0, 7), at(second));
    }

    public Accepted accepted(int second) {
        return new Accepted(id, Provider.TWILIO, account, providerId, OURS, 1, 1, at(second));
    }

    /** As a callback says it that carries our id. */
    public StatusReported reported(Status status, int second, @Nullable Failure failure) {
        return reported(id, Channel.WHATSAPP, status, second, failure);
    }

    /** As a callback says it that knows the provider's id alone. */
    public StatusReported reportedElsewhere(Status status, int second, @Nullable Failure failure) {
        return reported(elsewhere(), Channel.WHATSAPP, status, second, failure);
    }

    /** A report that is mistaken about the channel. */
    public StatusReported reportedAsSms(Status status, int second, @Nullable Failure failure) {
        return reported(id, Channel.SMS, status, second, failure);
    }

    public MessageId elsewhere() {
        return MessageId.elsewhere(Provider.TWILIO, account, providerId);
    }

    private StatusReported reported(
            MessageId named, Channel channel, Status status, int second, @Nullable Failure failure) {
        return new StatusReported(
                named, Provider.TWILIO, account, providerId, channel, status, OURS, to, failure, at(second), null);
    }

    public static Failure failure(String code) {
        return new Failure(Failure.Kind.FALLBACK, code, "withheld, as " + code + " says");
    }

    public static MessageReceived received(Channel channel, Address from, String text, int second) {
        var providerId = "SM" + UUID.randomUUID();
        return new MessageReceived(
                MessageId.elsewhere(Provider.TWILIO, "AC1", providerId),
                ConversationId.between(channel, OURS, from),
                Provider.TWILIO,
                "AC1",
                channel,
                OURS,
                Contact.phone(from, "Ada at " + second),
                providerId,
                ReceivedContent.text(text),
                null,
                at(second),
                null);
    }
}
