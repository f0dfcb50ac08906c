package dev.switchboard.contracts.inbound;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.Provider;
import java.time.Instant;

/** What comes in: messages and what happens to them, calls, and the life of a gateway session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface InboundEvent extends Event
        permits MessageReceived,
                MessageEdited,
                MessageRevoked,
                ReactionReceived,
                MessageEchoed,
                CallReceived,
                CallProgressed,
                SessionChanged,
                UnknownReceived {

    Provider provider();

    /** The provider's name of our account: an account SID, a phone number id, a session. */
    String account();

    Instant occurredAt();
}
