package dev.switchboard.dispatcher.dispatch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.NameValuePair;

/** {@code Retry-After}, in seconds or as a date. */
final class RetryAfter {

    private RetryAfter() {}

    static Duration of(MessageHeaders headers, Instant now) {
        return Optional.ofNullable(headers.getFirstHeader("Retry-After"))
                .map(NameValuePair::getValue)
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
