package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a message of ours got:
 *
 * <pre>{"id":"wamid.A","status":"failed","timestamp":"1700000000","recipient_id":"14155550149",
 *  "biz_opaque_callback_data":"0199…","errors":[{"code":131049}]}</pre>
 */
final class MetaStatuses {

    private static final Map<String, Status> STATUSES = Map.of(
            "sent", Status.SENT,
            "delivered", Status.DELIVERED,
            "read", Status.READ,
            "played", Status.PLAYED,
            "failed", Status.FAILED);

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private MetaStatuses() {}

    static Fact read(Sender sender, Json part, KnownFailures failures) {
        var providerId = part.required("id");
        var elsewhere = MessageId.elsewhere(Provider.META, sender.phoneNumberId(), providerId);
        var status = status(part);
        var failure = status == Status.FAILED ? failure(part, failures) : null;
        var event = new StatusReported(
                messageId(part, elsewhere),
                Provider.META,
                sender.phoneNumberId(),
                providerId,
                Channel.WHATSAPP,
                status,
                sender.number(),
                recipient(part),
                failure,
                sender.time(part),
                part.node());
        var code = failure == null || failure.code() == null ? "" : ":" + failure.code();
        return new Fact.Reported(elsewhere + ":" + status.wireName() + code, event);
    }

    private static Status status(Json part) {
        var status = STATUSES.get(part.required("status"));
        if (status == null) {
            throw new Unreadable("status is not one of ours");
        }
        return status;
    }

    /** Ours was given with the send and comes back untouched. */
    private static MessageId messageId(Json part, MessageId elsewhere) {
        var ours = part.text("biz_opaque_callback_data");
        return ours != null && UUID.matcher(ours).matches() ? MessageId.of(ours) : elsewhere;
    }

    private static @Nullable Address recipient(Json part) {
        var phone = Sender.phone(part.text("recipient_id"));
        return phone == null ? Sender.user(part.text("recipient_user_id")) : phone;
    }

    private static Failure failure(Json part, KnownFailures failures) {
        var errors = part.at("errors").items();
        return failures.get()
                .of(errors.isEmpty() ? null : errors.getFirst().text("code"))
                .failure();
    }
}
