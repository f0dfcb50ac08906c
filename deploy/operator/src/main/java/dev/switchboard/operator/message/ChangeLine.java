package dev.switchboard.operator.message;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.change.StateChange.SessionStateChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Direction;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A change in one line; addresses print masked, and ids whole, so that the next command can be given them. */
final class ChangeLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private ChangeLine() {}

    static String of(StateChange change) {
        return switch (change) {
            case MessageChanged message -> line(message.occurredAt(), mark(message), text(message));
            case ConversationChanged conversation ->
                line(
                        conversation.occurredAt(),
                        "·",
                        "conversation with " + conversation.contact() + "  " + conversation.unread() + " unread");
            case SessionStateChanged session ->
                line(session.occurredAt(), "·", "session " + session.sessionId() + "  " + session.state());
            case CallChanged call -> line(call.occurredAt(), "·", "call " + call.callId() + "  " + call.progress());
        };
    }

    static String json(StateChange change) {
        var json = (ObjectNode) Wire.JSON.readTree(Wire.write(change));
        Stream.of("from", "to", "contact").filter(json::has).forEach(field -> json.put(field, masked(json, field)));
        return json.toString();
    }

    static @Nullable Address other(MessageChanged message) {
        return message.direction() == Direction.INBOUND ? message.from() : message.to();
    }

    /** Who may see more hears it masked all the same: a terminal is looked at by many. */
    private static String masked(ObjectNode json, String field) {
        return new Address(json.path(field).asString()).toString();
    }

    private static String line(Instant occurredAt, String mark, String text) {
        return TIME.format(LocalTime.ofInstant(occurredAt, ZoneId.systemDefault())) + "  " + mark + " " + text;
    }

    private static String mark(MessageChanged message) {
        if (message.direction() == Direction.INBOUND) {
            return "←";
        }
        if (message.status().isFailure()) {
            return "✗";
        }
        return message.status().isSuccess() ? "✓" : "→";
    }

    private static String text(MessageChanged message) {
        var channel = message.channel() == null ? "" : message.channel().wireName();
        var other = other(message);
        var columns = "%-8s  %-12s  %-19s  %s"
                .formatted(channel, other == null ? "" : other, message.status().wireName(), message.messageId());
        return Stream.of(columns, cause(message), kinship(message))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static String cause(MessageChanged message) {
        var failure = message.failure();
        if (failure == null) {
            return "";
        }
        return failure.code() == null ? failure.reason() : failure.code() + " " + failure.reason();
    }

    private static String kinship(MessageChanged message) {
        if (message.fallbackOf() != null) {
            return "↪ instead of " + message.fallbackOf();
        }
        return message.fallbackMessageId() == null ? "" : "↪ " + message.fallbackMessageId();
    }
}
