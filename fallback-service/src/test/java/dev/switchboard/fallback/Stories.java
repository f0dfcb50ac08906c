package dev.switchboard.fallback;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.hearing.OutcomeListener;
import dev.switchboard.fallback.hearing.StatusListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is told of one WhatsApp message with an SMS fallback. */
public record Stories(MessageId id) {

    public static final Instant REQUESTED = Instant.parse("2026-11-21T10:00:00Z");
    public static final Instant FAILED = REQUESTED.plusSeconds(3);
    public static final Address PHONE = new Address("+14155550149");
    public static final Failure WITHHELD = new Failure(Failure.Kind.FALLBACK, "63049", "withheld");
    public static final Traceparent TRACE =
            Traceparent.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final String ACCOUNT = "AC1";

    public static Stories next() {
        return new Stories(new MessageId(UUID.randomUUID()));
    }

    public SendRequest request(@Nullable Fallback fallback) {
        return request(Channel.WHATSAPP, PHONE, new Content.Text("Sale ends today"), fallback, REQUESTED);
    }

    public SendRequest request(
            Channel channel, Address to, Content content, @Nullable Fallback fallback, Instant requestedAt) {
        return new SendRequest(
                id,
                channel,
                null,
                null,
                to,
                content,
                null,
                fallback,
                null,
                null,
                null,
                "marketing",
                requestedAt,
                null,
                requestedAt.plusSeconds(86_400),
                null,
                null,
                null,
                "acme",
                Map.of("order", "4711"));
    }

    public Queued queued() {
        return queued(request(Fallback.onFailure(null)));
    }

    public Queued queued(SendRequest request) {
        return new Queued(id, request, new RecordPosition("messaging.send-requests.v1", 0, 1), REQUESTED);
    }

    public Accepted accepted() {
        return new Accepted(id, Provider.TWILIO, ACCOUNT, sid(), null, 1, 1, REQUESTED.plusSeconds(1));
    }

    public Refused refused() {
        return new Refused(id, Refused.By.PROVIDER, WITHHELD, 1, FAILED);
    }

    public StatusReported failed() {
        return reported(id, Status.FAILED, WITHHELD);
    }

    public StatusReported undeliveredUnderItsSid() {
        return reported(MessageId.elsewhere(Provider.TWILIO, ACCOUNT, sid()), Status.UNDELIVERED, WITHHELD);
    }

    public StatusReported delivered() {
        return reported(id, Status.DELIVERED, null);
    }

    public StatusReported sent() {
        return reported(id, Status.SENT, null);
    }

    public StatusReported read() {
        return reported(id, Status.READ, null);
    }

    public StatusReported readUnderItsSid() {
        return reported(MessageId.elsewhere(Provider.TWILIO, ACCOUNT, sid()), Status.READ, null);
    }

    public StatusReported smsDelivered() {
        return sms(id.fallback(), Status.DELIVERED);
    }

    public StatusReported smsDeliveredUnderItsSid() {
        return sms(MessageId.elsewhere(Provider.TWILIO, ACCOUNT, "SMS" + sid()), Status.DELIVERED);
    }

    public StatusReported smsSent() {
        return sms(id.fallback(), Status.SENT);
    }

    public Accepted smsAccepted() {
        return new Accepted(id.fallback(), Provider.TWILIO, ACCOUNT, "SMS" + sid(), null, 1, 1, FAILED.plusSeconds(1));
    }

    private StatusReported sms(MessageId name, Status status) {
        return new StatusReported(
                name,
                Provider.TWILIO,
                ACCOUNT,
                "SMS" + sid(),
                Channel.SMS,
                status,
                null,
                PHONE,
                null,
                FAILED.plusSeconds(2),
                null);
    }

    private StatusReported reported(MessageId name, Status status, @Nullable Failure failure) {
        return new StatusReported(
                name, Provider.TWILIO, ACCOUNT, sid(), Channel.WHATSAPP, status, null, PHONE, failure, FAILED, null);
    }

    private String sid() {
        return "SM" + id.toString().replace("-", "");
    }

    /** As the listeners would pass it on. */
    public static List<? extends News> news(Event event) {
        return switch (event) {
            case SendOutcome outcome -> OutcomeListener.news(delivery(outcome));
            case StatusEvent status -> StatusListener.news(delivery(status));
            default -> throw new IllegalArgumentException("nobody hears " + event);
        };
    }

    private static <E extends Event> Delivery<E> delivery(E event) {
        return new Delivery<>(event, envelope(), new RecordPosition("topic", 0, 0), FAILED);
    }

    public static Envelope envelope() {
        return new Envelope(UUID.randomUUID().toString(), "test", FAILED, TRACE, null);
    }
}
