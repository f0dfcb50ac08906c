package dev.switchboard.dispatcher.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import dev.switchboard.contracts.failure.FailureTable;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a create call came to. */
final class TwilioAnswer {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final String TOO_MANY_REQUESTS = "20429";

    private TwilioAnswer() {}

    static Answer.Taken taken(Message message) {
        var from = message.getFrom();
        return new Answer.Taken(
                message.getAccountSid(),
                message.getSid(),
                from == null ? null : TwilioAddress.plain(from.getEndpoint()),
                segments(message.getNumSegments()));
    }

    /** Through a messaging service the number is not known yet, and told as 0. */
    private static @Nullable Integer segments(@Nullable String told) {
        return told == null || !told.matches("[1-9]\\d{0,3}") ? null : Integer.valueOf(told);
    }

    /** How far the call came decides; what the SDK made of it only tells the code. */
    static Answer failed(FailureTable errors, @Nullable Reply reply, TwilioException e) {
        return switch (reply) {
            case Reply.Answered(var status, var _, var notBefore, var _) -> refused(errors, status, code(e), notBefore);
            case Reply.NeverLeft(var reason) ->
                new Answer.NotTaken(
                        new Failure(Failure.Kind.RETRY, null, "Twilio was not reached: " + reason), Duration.ZERO);
            case Reply.Lost(var reason) -> new Answer.Unknown("Twilio's answer was not heard: " + reason);
            case null -> Answer.refusedByUs(Failure.Kind.PERMANENT, "the SDK could not write the request");
        };
    }

    private static Answer refused(FailureTable errors, int status, @Nullable String code, Duration notBefore) {
        if (status == TOO_MANY) {
            return new Answer.NotTaken(errors.of(TOO_MANY_REQUESTS).failure(), notBefore);
        }
        if (status < 400 || status >= 500 || status == REQUEST_TIMEOUT) {
            return new Answer.Unknown("Twilio answered with HTTP status " + status);
        }
        var row = errors.of(code);
        return row.failure().kind() == Failure.Kind.RETRY
                ? new Answer.NotTaken(
                        row.failure(),
                        row.notBefore().compareTo(notBefore) > 0 ? row.notBefore() : notBefore,
                        row.reach(),
                        row.calls())
                : new Answer.Refused(By.PROVIDER, row.failure(), row.reach());
    }

    private static @Nullable String code(TwilioException e) {
        return e instanceof ApiException api && api.getCode() != null
                ? api.getCode().toString()
                : null;
    }
}
