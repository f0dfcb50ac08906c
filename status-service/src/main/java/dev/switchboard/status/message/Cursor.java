package dev.switchboard.status.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.http.Refused;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended. Opaque to callers; it stays right when something comes in between. */
public record Cursor(OffsetDateTime createdAt, String id) {

    public static Cursor parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2) {
                return new Cursor(OffsetDateTime.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static Refused invalid() {
        return Refused.parameter("cursor", "is not one of ours");
    }

    /** Of a list whose ids are UUIDs. */
    public UUID uuid() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    @JsonValue
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
