package dev.switchboard.contracts.erasure;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be forgotten. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ErasureEvent extends Event {

    /**
     * A contact, named by keyed hashes of its addresses: whoever holds an address can tell, nobody else can.
     *
     * @param messageIds our messages to it, for stores that know those alone; more than one event may be needed to name all
     */
    @JsonTypeName("ContactErased")
    record ContactErased(
            String contactId,
            List<String> addressHashes,
            @Nullable List<MessageId> messageIds,
            Instant occurredAt) implements ErasureEvent {
        public ContactErased {
            Required.field("contactId", contactId);
            Required.field("addressHashes", addressHashes);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return contactId;
        }
    }
}
