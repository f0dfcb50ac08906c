package dev.switchboard.simulator.twilio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.simulator.message.Change;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Twilio's Message resource. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record TwilioMessage(
        String sid,
        String accountSid,
        String apiVersion,
        String body,
        String dateCreated,
        @Nullable String dateSent,
        String dateUpdated,
        String direction,
        @Nullable Integer errorCode,
        @Nullable String errorMessage,
        @Nullable String from,
        String to,
        @Nullable String messagingServiceSid,
        String numMedia,
        String numSegments,
        @Nullable String price,
        String priceUnit,
        String status,
        String uri,
        Map<String, String> subresourceUris) {

    static final String API_VERSION = "2010-04-01";
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static TwilioMessage of(String account, Message message) {
        var sent = message.sent();
        var path = "/" + API_VERSION + "/Accounts/" + account + "/Messages/" + sent.sid();
        // A service decides about sender and segments only when the message leaves it.
        var undecided = message.status().equals("accepted");
        return new TwilioMessage(
                sent.sid(),
                account,
                API_VERSION,
                sent.body(),
                RFC_2822.format(sent.createdAt()),
                sentAt(message).map(RFC_2822::format).orElse(null),
                RFC_2822.format(message.history().getLast().at()),
                "outbound-api",
                message.errorCode(),
                Optional.ofNullable(message.errorCode())
                        .flatMap(TwilioError::coded)
                        .map(TwilioError::message)
                        .orElse(null),
                undecided ? null : sent.from().value(),
                sent.to().value(),
                sent.service(),
                Integer.toString(sent.media()),
                undecided ? "0" : segments(message),
                null,
                "USD",
                message.status(),
                path + ".json",
                Map.of("media", path + "/Media.json"));
    }

    static Optional<Instant> sentAt(Message message) {
        return message.history().stream()
                .filter(change ->
                        !change.status().equals("accepted") && !change.status().equals("queued"))
                .map(Change::at)
                .findFirst();
    }

    private static String segments(Message message) {
        return message.sent().channel() == Channel.WHATSAPP
                ? "1"
                : Integer.toString(Segments.of(message.sent().body()));
    }
}
