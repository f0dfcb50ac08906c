package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One contact talking to one address of ours. */
public record ConversationId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ConversationId of(String text) {
        return new ConversationId(Identity.parse(text));
    }

    public static ConversationId between(Channel channel, Address ours, Address contact) {
        return new ConversationId(Identity.derived("conversation", channel.wireName(), ours.value(), contact.value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
