package dev.switchboard.dispatcher.twilio;

import com.twilio.rest.api.v2010.account.Message;
import dev.switchboard.contracts.failure.FailureTable;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.status.StatusReported;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Twilio's Message resource as a status. */
final class TwilioStatuses {

    private static final Map<String, Status> WORDS = Map.ofEntries(
            Map.entry("accepted", Status.ACCEPTED),
            Map.entry("scheduled", Status.SCHEDULED),
            Map.entry("queued", Status.QUEUED),
            Map.entry("sending", Status.SENDING),
            Map.entry("sent", Status.SENT),
            Map.entry("partially_delivered", Status.PARTIALLY_DELIVERED),
            Map.entry("canceled", Status.CANCELED),
            Map.entry("undelivered", Status.UNDELIVERED),
            Map.entry("failed", Status.FAILED),
            Map.entry("delivered", Status.DELIVERED),
            Map.entry("read", Status.READ));

    private TwilioStatuses() {}

    /** Empty for a word that is not in the table. */
    static Optional<StatusReported> reported(
            MessageId id, Channel channel, Message message, FailureTable errors, ZonedDateTime now) {
        var told = message.getStatus();
        return Optional.ofNullable(told == null ? null : WORDS.get(told.toString()))
                .map(status -> new StatusReported(
                        id,
                        Provider.TWILIO,
                        message.getAccountSid(),
                        message.getSid(),
                        channel,
                        status,
                        message.getFrom() == null
                                ? null
                                : TwilioAddress.plain(message.getFrom().getEndpoint()),
                        address(message.getTo()),
                        failure(message.getErrorCode(), errors),
                        (message.getDateUpdated() == null ? now : message.getDateUpdated()).toInstant(),
                        null));
    }

    private static @Nullable Address address(@Nullable String written) {
        return written == null || written.isBlank() ? null : TwilioAddress.plain(written);
    }

    private static @Nullable Failure failure(@Nullable Integer code, FailureTable errors) {
        return code == null ? null : errors.of(code.toString()).failure();
    }
}
