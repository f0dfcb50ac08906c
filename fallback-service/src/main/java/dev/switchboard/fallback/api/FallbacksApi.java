package dev.switchboard.fallback.api;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.api.FallbackList.Cursor;
import dev.switchboard.fallback.api.FallbackList.Filter;
import dev.switchboard.fallback.api.FallbackList.Item;
import dev.switchboard.fallback.api.FallbackList.Page;
import dev.switchboard.fallback.api.FallbackMetrics.Range;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why an SMS was or was not sent. Plain blocking code: the framework runs it on a virtual thread. */
@RestController
class FallbacksApi {

    private static final int MOST = 200;
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> DECISIONS = List.of("waiting", "held", "sms", "never");

    private final FallbackList fallbacks;

    private final JdbcClient jdbc;
    private final Clock clock;

    FallbacksApi(JdbcClient jdbc, Clock clock) {
        this.fallbacks = new FallbackList(jdbc);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/api/v1/fallbacks/{messageId}")
    Item fallback(@PathVariable String messageId) {
        try {
            return fallbacks
                    .of(MessageId.of(messageId))
                    .orElseThrow(() -> Refused.because(
                            ProblemKind.NOT_FOUND, "This message asks for no fallback, or is not known."));
        } catch (Unfit e) {
            throw Refused.parameter("messageId", String.valueOf(e.getMessage()));
        }
    }

    /** Of the last day, where no range is asked for. */
    @GetMapping("/api/v1/fallbacks/metrics")
    FallbackMetrics metrics(
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String tenant) {
        var last = time("until", until);
        var end = last == null ? clock.instant() : last;
        var first = time("since", since);
        var start = first == null ? end.minus(DAY) : first;
        if (!start.isBefore(end)) {
            throw Refused.parameter("until", "is not after since");
        }
        return FallbackMetrics.of(jdbc, new Range(start, end, tenant));
    }

    @GetMapping("/api/v1/fallbacks")
    Page fallbacks(
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw Refused.parameter("limit", "must be between 1 and " + MOST);
        }
        if (decision != null && !DECISIONS.contains(decision)) {
            throw Refused.parameter("decision", "must be one of " + String.join(", ", DECISIONS));
        }
        var filter = new Filter(decision, rule, code, tenant, time("since", since), time("until", until));
        return fallbacks.page(filter, cursor == null ? Cursor.START : cursor(cursor), limit);
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Refused.parameter(name, "is not a time like 2026-11-21T10:00:00Z");
        }
    }

    private static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Refused.parameter("cursor", "is not one that was given out");
        }
    }
}
