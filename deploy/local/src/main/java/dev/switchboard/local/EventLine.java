package dev.switchboard.local;

import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.change.StateChange.SessionStateChanged;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Direction;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A change of state as one line of the terminal; addresses print masked. */
final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int BEGINNING = 4;
    private static final int END = 3;

    private EventLine() {}

    /** Empty for what another change of the same instant already says. */
    static Optional<String> of(StateChange change) {
        return switch (change) {
            case MessageChanged message -> Optional.of(line(message.occurredAt(), arrow(message), text(message)));
            case SessionStateChanged session ->
                Optional.of(line(session.occurredAt(), "·", "session " + session.sessionId() + "  " + session.state()));
            case CallChanged call ->
                Optional.of(line(call.occurredAt(), "·", "call " + shortened(call.callId()) + "  " + call.progress()));
            case ConversationChanged conversation -> Optional.empty();
        };
    }

    private static String line(Instant occurredAt, String arrow, String text) {
        return TIME.format(LocalTime.ofInstant(occurredAt, ZoneId.systemDefault())) + "  " + arrow + " " + text;
    }

    private static String arrow(MessageChanged message) {
        if (message.direction() == Direction.INBOUND) {
            return "←";
        }
        if (message.status().isFailure()) {
            return "✗";
        }
        return message.status().isSuccess() ? "✓" : "→";
    }

    private static String text(MessageChanged message) {
        var other = message.direction() == Direction.INBOUND ? message.from() : message.to();
        var columns = "%-8s  %-12s  %-19s  %s"
                .formatted(
                        channel(message.channel()),
                        other == null ? "" : other,
                        message.status().wireName(),
                        shortened(message.messageId().toString()));
        return Stream.of(columns, cause(message), kinship(message))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static String channel(@Nullable Channel channel) {
        return channel == null ? "" : channel.wireName();
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
            return "↪ instead of " + shortened(message.fallbackOf().toString());
        }
        return message.fallbackMessageId() == null
                ? ""
                : "↪ " + shortened(message.fallbackMessageId().toString());
    }

    private static String shortened(String id) {
        return id.length() <= BEGINNING + END ? id : id.substring(0, BEGINNING) + "…" + id.substring(id.length() - END);
    }
}
