package dev.switchboard.operator.phone;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** One bubble of a chat as a line: when, from whom, how far it came, what it says. */
final class BubbleLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private BubbleLine() {}

    static String of(JsonNode bubble) {
        var ours = bubble.path("ours").booleanValue(false);
        var at = Instant.parse(bubble.path("at").asString());
        return "%s  %s %-8s  %-11s  %s"
                .formatted(
                        TIME.format(LocalTime.ofInstant(at, ZoneId.systemDefault())),
                        ours ? "←" : "→",
                        bubble.path("channel").asString(""),
                        ours ? ticks(bubble) : received(bubble),
                        words(bubble));
    }

    private static String received(JsonNode bubble) {
        return bubble.has("readAt")
                ? "✓✓ read"
                : "answered " + bubble.path("status").asString("");
    }

    private static String ticks(JsonNode bubble) {
        var status = bubble.path("status").asString("");
        return switch (status) {
            case "sent" -> "✓ sent";
            case "delivered" -> "✓✓ arrived";
            case "read" -> "✓✓ read";
            default -> bubble.has("errorCode") ? "✗ " + bubble.path("errorCode").asString() : status;
        };
    }

    private static String words(JsonNode bubble) {
        if (bubble.has("reaction")) {
            return bubble.path("reaction").asString() + " to "
                    + bubble.path("about").asString("");
        }
        var media = bubble.has("mediaUrl") ? " [" + bubble.path("mediaUrl").asString() + "]" : "";
        return bubble.path("text").asString("") + media;
    }
}
