package dev.switchboard.contracts.request;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.MustUnderstand;
import dev.switchboard.contracts.message.MessageId;

/** What may be asked of the dispatcher. A record without a {@code type} is a {@link SendRequest}. */
@MustUnderstand(withoutType = SendRequest.class)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface SendCommand extends Event permits SendRequest, CancelRequest, CheckRequest, ReadRequest {

    MessageId messageId();

    @Override
    default String key() {
        return messageId().toString();
    }
}
