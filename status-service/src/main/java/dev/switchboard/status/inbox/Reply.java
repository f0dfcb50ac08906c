package dev.switchboard.status.inbox;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Unreadable;
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
                throw Refused.field("/text", "is missing");
            }
            return reply;
        } catch (JacksonException e) {
            throw Unreadable.body(e);
        }
    }

    /** The one of the two that is there. */
    Content said() {
        if (content != null && text != null) {
            throw Refused.field("/content", "stands beside text; one of them is enough");
        }
        if (content != null) {
            return content;
        }
        if (text == null || text.isBlank()) {
            throw Refused.field("/text", "is missing or blank");
        }
        return new Content.Text(text);
    }

    @Override
    public String toString() {
        return "Reply";
    }
}
