package dev.switchboard.status.message;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contact did to a message after it was written.
 *
 * @param content what it says now or the emoji that was put on it, as JSON
 */
public record Amendment(
        ProviderId message,
        ConversationId conversationId,
        Address contact,
        @Nullable String content,
        Instant occurredAt,
        Delivery<? extends Event> delivery) {

    public static Amendment of(MessageEdited edited, Delivery<?> delivery) {
        return new Amendment(
                new ProviderId(edited.provider(), edited.account(), edited.providerId()),
                edited.conversationId(),
                edited.contact().address(),
                Wire.JSON.writeValueAsString(edited.content()),
                edited.occurredAt(),
                delivery);
    }

    public static Amendment of(MessageRevoked revoked, Delivery<?> delivery) {
        return new Amendment(
                new ProviderId(revoked.provider(), revoked.account(), revoked.providerId()),
                revoked.conversationId(),
                revoked.contact().address(),
                null,
                revoked.occurredAt(),
                delivery);
    }

    public static Amendment of(ReactionReceived reaction, Delivery<?> delivery) {
        return new Amendment(
                new ProviderId(reaction.provider(), reaction.account(), reaction.reactedTo()),
                reaction.conversationId(),
                reaction.contact().address(),
                Columns.ifAny(reaction.emoji(), Wire.JSON::writeValueAsString),
                reaction.occurredAt(),
                delivery);
    }

    String type() {
        return delivery.event().getClass().getSimpleName();
    }

    String payload() {
        return Wire.JSON.writeValueAsString(delivery.event());
    }

    @Override
    public String toString() {
        return "Amendment[" + type() + "]";
    }
}
