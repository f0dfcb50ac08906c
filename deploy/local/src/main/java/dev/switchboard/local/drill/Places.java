package dev.switchboard.local.drill;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.unreadable.UnreadableEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the good record of a family holds what can be wrong, as JSON pointers; it need not have each.
 *
 * @param required must be there
 * @param id a UUID
 * @param word one of ours
 * @param text is kept by whoever reads it
 */
record Places(
        String required,
        @Nullable String id,
        String time,
        @Nullable String word,
        @Nullable String address,
        @Nullable String number,
        String text) {

    private static final Map<Class<? extends Event>, Places> OF = Map.of(
            SendCommand.class,
            new Places("/to", "/messageId", "/requestedAt", "/channel", "/to", null, "/tenant"),
            StatusEvent.class,
            new Places("/status", "/messageId", "/occurredAt", "/status", "/to", null, "/providerId"),
            SendOutcome.class,
            new Places("/failure", "/messageId", "/occurredAt", "/by", null, "/attempt", "/failure/code"),
            InboundEvent.class,
            new Places("/contact", "/conversationId", "/occurredAt", "/channel", "/ours", null, "/providerId"),
            AccountEvent.class,
            new Places("/contact", null, "/occurredAt", null, "/contact", null, "/category"),
            ErasureEvent.class,
            new Places("/contactId", "/messageIds/0", "/occurredAt", null, null, null, "/addressHashes/0"),
            UnreadableEvent.class,
            new Places("/path", null, "/receivedAt", null, null, null, "/reason"));

    static Places of(Class<? extends Event> family) {
        var places = OF.get(family);
        if (places == null) {
            throw new IllegalArgumentException("somebody reads " + family + " now: say here what can be wrong in it");
        }
        return places;
    }
}
