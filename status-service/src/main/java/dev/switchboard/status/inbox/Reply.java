package dev.switchboard.status.inbox;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.status.problem.InvalidParameter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a person answers: {@code {"text":"Tomorrow at noon"}} or, for everything else, {@code {"content":{"type":"template",
 * "name":"order_update"}}}.
 *
 * @param replyTo the provider's id of the message it answers
 */
record Reply(
        @Nullable String text,
        @Nullable Content content,
        @Nullable String replyTo) {

    static Reply read(byte[] body) {
        try {
            var reply = Wire.JSON.readValue(body, Reply.class);
            if (reply == null) {
                throw new InvalidParameter("text", "is missing");
            }
            return reply;
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /** The one of the two that is there. */
    Content said() {
        if (content != null && text != null) {
            throw new InvalidParameter("content", "stands beside text; one of them is enough");
        }
        if (content != null) {
            return content;
        }
        if (text == null || text.isBlank()) {
            throw new InvalidParameter("text", "is missing or blank");
        }
        return new Content.Text(text);
    }

    /** Says what is wrong and where, and never what was found there. */
    private static InvalidParameter invalid(JacksonException e) {
        var path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("/"));
        return e.getCause() instanceof Unfit unfit
                ? new InvalidParameter(path, String.valueOf(unfit.getMessage()))
                : new InvalidParameter(path.isEmpty() ? "body" : path, "is missing or has the wrong form");
    }

    @Override
    public String toString() {
        return "Reply";
    }
}
