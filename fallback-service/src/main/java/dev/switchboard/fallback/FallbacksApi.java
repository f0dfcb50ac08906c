package dev.switchboard.fallback;

import dev.switchboard.fallback.FallbackList.Cursor;
import dev.switchboard.fallback.FallbackList.Page;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why an SMS was or was not sent. Plain blocking code: the framework runs it on a virtual thread. */
@RestController
class FallbacksApi {

    private static final int MOST = 200;

    private final FallbackList fallbacks;

    FallbacksApi(JdbcClient jdbc) {
        this.fallbacks = new FallbackList(jdbc);
    }

    @GetMapping("/api/v1/fallbacks")
    Page fallbacks(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("/limit", "must be between 1 and " + MOST);
        }
        return fallbacks.page(cursor == null ? Cursor.START : cursor(cursor), limit);
    }

    private static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidInput("/cursor", "is not one that was given out", e);
        }
    }
}
