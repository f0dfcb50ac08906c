package dev.switchboard.dispatcher.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.dispatch.FailureTable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a create call came to. */
final class TwilioAnswer {

    static final FailureTable ERRORS = FailureTable.beside(TwilioAnswer.class, "Twilio");

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

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
    static Answer failed(@Nullable Reply reply, TwilioException e) {
        return switch (reply) {
            case Reply.Answered(var status, var _, var notBefore) -> refused(status, code(e), notBefore);
            case Reply.NeverLeft(var reason) ->
                new Answer.NotTaken(
                        new Failure(Failure.Kind.RETRY, null, "Twilio was not reached: " + reason), Duration.ZERO);
            case Reply.Lost(var reason) -> new Answer.Unknown("Twilio's answer was not heard: " + reason);
            case null -> Answer.refusedByUs(Failure.Kind.PERMANENT, "the SDK could not write the request");
        };
    }

    private static Answer refused(int status, @Nullable Integer code, Duration notBefore) {
        if (status == TOO_MANY) {
            return new Answer.NotTaken(ERRORS.of(20429).failure(), notBefore);
        }
        if (status < 400 || status >= 500 || status == REQUEST_TIMEOUT) {
            return new Answer.Unknown("Twilio answered with HTTP status " + status);
        }
        var row = ERRORS.of(code);
        return row.failure().kind() == Failure.Kind.RETRY
                ? new Answer.NotTaken(
                        row.failure(),
                        row.notBefore().compareTo(notBefore) > 0 ? row.notBefore() : notBefore,
                        row.reach(),
                        row.calls())
                : new Answer.Refused(By.PROVIDER, row.failure(), row.reach());
    }

    private static @Nullable Integer code(TwilioException e) {
        return e instanceof ApiException api ? api.getCode() : null;
    }
}
