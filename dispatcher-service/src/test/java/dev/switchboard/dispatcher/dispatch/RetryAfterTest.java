package dev.switchboard.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'7', PT7S",
        "'Sat, 21 Nov 2026 10:01:00 GMT', PT1M",
        "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S",
        "'soon', PT0S",
        "'-3', PT0S",
        "'', PT0S"
    })
    void readsSecondsAndDates(String header, Duration expected) {
        var headers = new HeaderGroup();
        headers.setHeader(new BasicHeader("Retry-After", header));

        assertThat(RetryAfter.of(headers, NOW)).isEqualTo(expected);
    }
}
