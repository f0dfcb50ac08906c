package dev.switchboard.dispatcher.parked;

import static java.util.Objects.requireNonNullElse;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.dispatcher.api.Cursor;
import dev.switchboard.dispatcher.dispatch.Dispatch;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows what is parked, and sends it again when a person says that it should be. */
@RestController
class ParkedApi {

    private static final int MOST = 200;
    private static final int LONGEST_REASON = 200;
    private static final Logger log = LoggerFactory.getLogger(ParkedApi.class);

    private final Parked parked;
    private final Dispatch dispatch;

    ParkedApi(Parked parked, Dispatch dispatch) {
        this.parked = parked;
        this.dispatch = dispatch;
    }

    record Page(List<Parked.Item> items, @Nullable String nextCursor) {}

    /** {@code {"reason":"the customer says nothing came"}} */
    record Wish(@Nullable String reason) {}

    record Done(String messageId, String status) {}

    @GetMapping("/api/v1/parked")
    Page parked(@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        var items = parked.page(Cursor.parse(cursor), Cursor.limit(limit, MOST));
        return new Page(
                items, items.size() < limit ? null : items.getLast().cursor().text());
    }

    @PostMapping("/api/v1/parked/{id}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Done resend(@PathVariable String id, @RequestBody Wish wish, Principal caller) {
        var messageId = messageId(id);
        var reason = wish.reason();
        if (reason == null || reason.isBlank()) {
            throw Refused.field("/reason", "is missing: it is kept beside who wished it");
        }
        if (reason.length() > LONGEST_REASON) {
            throw Refused.field("/reason", "is longer than " + LONGEST_REASON + " characters");
        }
        var by = requireNonNullElse(caller.getName(), "token");
        parked.resend(messageId, by, reason).ifPresent(obstacle -> {
            throw refusal(obstacle);
        });
        log.atWarn().addKeyValue("messageId", messageId).addKeyValue("by", by).log("parked send resent by a person");
        dispatch.wake();
        return new Done(messageId.toString(), "deferred");
    }

    private static MessageId messageId(String text) {
        try {
            return MessageId.of(text);
        } catch (IllegalArgumentException _) {
            throw Refused.parameter("id", "is not the id of a message");
        }
    }

    private static Refused refusal(Parked.Obstacle obstacle) {
        return switch (obstacle) {
            case UNKNOWN -> Refused.because(ProblemKind.NOT_FOUND, "There is no such message here.");
            case NOT_PARKED ->
                Refused.because(ProblemKind.NOT_PARKED, "The message is not parked: its fate is known or sought.");
            case CANCELED -> Refused.because(ProblemKind.CANCELED, "The message was called off.");
            case EXPIRED ->
                Refused.because(
                        ProblemKind.EXPIRED,
                        "The message's expiresAt has passed. Send it as a new message if it is still wanted.");
        };
    }
}
