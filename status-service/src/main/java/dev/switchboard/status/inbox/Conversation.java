package dev.switchboard.status.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Message;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One contact talking to one address of ours, as the inbox lists it.
 *
 * @param contactId under which the contact is shown and erased
 * @param unread how many; a hundred stands for more
 * @param windowUntil until when WhatsApp takes more than templates
 * @param lastInbound their last message, as its provider knows it
 */
record Conversation(
        ConversationId id,
        Address contact,
        @Nullable UUID contactId,
        @Nullable String contactName,
        Address ours,
        Channel channel,
        MessageId lastMessageId,
        @Nullable Direction lastMessageDirection,
        @Nullable String lastMessageText,
        Instant lastMessageAt,
        int unread,
        @Nullable Instant windowUntil,
        @JsonIgnore @Nullable Inbound lastInbound) {

    record Inbound(MessageId id, Provider provider, String providerId) {

        private static Inbound of(Readable row, UUID id) {
            return new Inbound(
                    new MessageId(id),
                    new Provider(Columns.string(row, "inbound_provider")),
                    Columns.string(row, "inbound_provider_id"));
        }
    }

    private static final Duration SERVICE_WINDOW = Duration.ofHours(24);

    static Conversation of(Readable row) {
        var channel = Message.channel(Columns.string(row, "channel"));
        return new Conversation(
                new ConversationId(Columns.uuid(row, "id")),
                new Address(Columns.string(row, "contact")),
                row.get("contact_id", UUID.class),
                row.get("contact_name", String.class),
                new Address(Columns.string(row, "ours")),
                channel,
                new MessageId(Columns.uuid(row, "last_message_id")),
                Columns.ifAny(
                        row.get("last_direction", String.class),
                        name -> Direction.valueOf(name.toUpperCase(Locale.ROOT))),
                row.get("last_text", String.class),
                Columns.time(row, "last_message_at"),
                Columns.integer(row, "unread"),
                window(channel, Columns.timeIfAny(row, "last_inbound_at")),
                Columns.ifAny(row.get("inbound_id", UUID.class), id -> Inbound.of(row, id)));
    }

    private static @Nullable Instant window(Channel channel, @Nullable Instant lastInbound) {
        return switch (channel) {
            case WHATSAPP -> lastInbound == null ? null : lastInbound.plus(SERVICE_WINDOW);
            case SMS -> null;
        };
    }

    /** Whether WhatsApp takes anything at a moment, or templates alone. */
    boolean isOpenAt(Instant moment) {
        return switch (channel) {
            case WHATSAPP -> windowUntil != null && moment.isBefore(windowUntil);
            case SMS -> true;
        };
    }

    /** The name by which the first readers of this list knew the last text. */
    @JsonProperty("last_message_text")
    @Nullable
    String lastMessageTextAsFirstNamed() {
        return lastMessageText;
    }

    Conversation as(Sight sight) {
        return switch (sight) {
            case CLEAR -> this;
            case MASKED ->
                new Conversation(
                        id,
                        Objects.requireNonNull(Message.masked(contact)),
                        contactId,
                        null,
                        ours,
                        channel,
                        lastMessageId,
                        lastMessageDirection,
                        null,
                        lastMessageAt,
                        unread,
                        windowUntil,
                        lastInbound);
        };
    }

    @Override
    public String toString() {
        return "Conversation[" + id + "]";
    }
}
