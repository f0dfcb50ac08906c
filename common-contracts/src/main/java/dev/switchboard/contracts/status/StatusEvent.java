package dev.switchboard.contracts.status;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.MessageId;

/** What is reported about a message. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StatusEvent extends Event permits StatusReported {

    MessageId messageId();

    @Override
    default String key() {
        return messageId().toString();
    }
}
