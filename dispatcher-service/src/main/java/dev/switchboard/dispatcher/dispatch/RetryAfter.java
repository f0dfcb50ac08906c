package dev.switchboard.dispatcher.dispatch;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** {@code Retry-After}, in seconds or as a date. */
final class RetryAfter {

    private RetryAfter() {}

    static Duration of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(text -> text.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : until(text, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private static Duration until(String date, Instant now) {
        try {
            var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, then.toInstant());
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }
}
