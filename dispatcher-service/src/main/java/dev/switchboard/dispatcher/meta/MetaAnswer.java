package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.FailureTable;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a send came to: {@code {"messages":[{"id":"wamid.…"}]}} or {@code {"error":{"code":131047,…}}}. The code
 * decides, not the HTTP status; but a 5xx may hide a message that was taken.
 */
final class MetaAnswer {

    private static final String THROUGHPUT = "130429";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final String account;
    private final @Nullable Address from;

    MetaAnswer(String account, @Nullable Address from) {
        this.account = account;
        this.from = from;
    }

    Answer of(Reply reply, FailureTable errors) {
        return switch (reply) {
            case Reply.Answered(var status, var body, var notBefore, var _) ->
                answered(status, tree(body), notBefore, errors);
            case Reply.NeverLeft(var reason) ->
                new Answer.NotTaken(
                        new Failure(Failure.Kind.RETRY, null, "Meta was not reached: " + reason), Duration.ZERO);
            case Reply.Lost(var reason) -> new Answer.Unknown("Meta's answer was not heard: " + reason);
        };
    }

    private Answer answered(int status, JsonNode body, Duration notBefore, FailureTable errors) {
        var id = body.at("/messages/0/id").asString("");
        if (status >= 200 && status < 300 && !id.isEmpty()) {
            return new Answer.Taken(account, id, from, null);
        }
        if (status < 400 || status >= 500 || status == REQUEST_TIMEOUT) {
            return new Answer.Unknown("Meta answered with HTTP status " + status);
        }
        return failed(status, code(body), notBefore, errors);
    }

    private static Answer failed(int status, @Nullable String code, Duration notBefore, FailureTable errors) {
        var row = errors.of(code == null && status == TOO_MANY ? THROUGHPUT : code);
        return row.failure().kind() == Failure.Kind.RETRY || status == TOO_MANY
                ? new Answer.NotTaken(row.failure(), longer(row.notBefore(), notBefore), row.reach(), row.calls())
                : new Answer.Refused(By.PROVIDER, row.failure(), row.reach());
    }

    private static @Nullable String code(JsonNode body) {
        var code = body.at("/error/code");
        return code.isInt() ? code.asString() : null;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static JsonNode tree(String body) {
        try {
            return Wire.JSON.readTree(body);
        } catch (JacksonException _) {
            return Wire.JSON.missingNode();
        }
    }
}
