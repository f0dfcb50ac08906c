package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Unreadable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status callbacks:
 *
 * <pre>AccountSid=AC…&amp;From=whatsapp%3A%2B15550001111&amp;To=whatsapp%3A%2B14155550149&amp;MessageSid=SM…
 * &amp;MessageStatus=undelivered&amp;ErrorCode=63049</pre>
 */
final class TwilioStatuses {

    private static final Map<String, Status> STATUSES = Map.ofEntries(
            Map.entry("accepted", Status.ACCEPTED),
            Map.entry("scheduled", Status.SCHEDULED),
            Map.entry("queued", Status.QUEUED),
            Map.entry("sending", Status.SENDING),
            Map.entry("sent", Status.SENT),
            Map.entry("partially_delivered", Status.PARTIALLY_DELIVERED),
            Map.entry("delivered", Status.DELIVERED),
            Map.entry("read", Status.READ),
            Map.entry("canceled", Status.CANCELED),
            Map.entry("undelivered", Status.UNDELIVERED),
            Map.entry("failed", Status.FAILED));

    private TwilioStatuses() {}

    static Fact read(TwilioForm form, Parameters query, KnownFailures failures) {
        var status = status(form);
        var failure = failure(form, status, failures);
        var event = new StatusReported(
                messageId(form, query),
                Provider.TWILIO,
                form.account(),
                form.messageSid(),
                form.channel().orElse(null),
                status,
                form.addressOrNone("From"),
                form.addressOrNone("To"),
                failure,
                form.receivedAt(),
                form.raw());
        var code = failure == null || failure.code() == null ? "" : ":" + failure.code();
        return new Fact.Reported(form.elsewhere() + ":" + status.wireName() + code, event);
    }

    private static Status status(TwilioForm form) {
        var word = form.statusWord();
        if (word == null) {
            throw new Unreadable("MessageStatus is missing");
        }
        var status = STATUSES.get(word);
        if (status == null) {
            throw new Unreadable("MessageStatus is not one of ours");
        }
        return status;
    }

    /** Ours stands in the query of the callback we asked for, which is signed with it. */
    private static MessageId messageId(TwilioForm form, Parameters query) {
        var ours = query.get("mid");
        try {
            return ours == null ? form.elsewhere() : MessageId.of(ours);
        } catch (Unfit _) {
            return form.elsewhere();
        }
    }

    private static @Nullable Failure failure(TwilioForm form, Status status, KnownFailures failures) {
        var failed = status == Status.UNDELIVERED || status == Status.FAILED;
        return failed ? failures.get().of(form.fields().get("ErrorCode")).failure() : null;
    }
}
