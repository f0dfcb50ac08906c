package dev.switchboard.dispatcher.api;

import dev.switchboard.http.Refused;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins that shows the newest first; opaque to callers. */
public record Cursor(Instant at, String key) {

    private static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), "");

    public static Cursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new Cursor(Instant.parse(parts[0]), parts[1]);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException _) {
            throw Refused.parameter("cursor", "is not one that was given out");
        }
    }

    public static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw Refused.parameter("limit", "must be between 1 and " + most);
        }
        return limit;
    }

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + " " + key).getBytes(StandardCharsets.UTF_8));
    }
}
