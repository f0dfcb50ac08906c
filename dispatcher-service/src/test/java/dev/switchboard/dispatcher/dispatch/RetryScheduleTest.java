package dev.switchboard.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.dispatcher.DispatcherProperties.Retry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private final RetrySchedule schedule =
            new RetrySchedule(new Retry(Duration.ofSeconds(1), Duration.ofMinutes(15)), new Random(7));

    @ParameterizedTest
    @CsvSource({
        "1, PT0S, PT0.5S, PT1S",
        "2, PT0S, PT1S, PT2S",
        "5, PT0S, PT8S, PT16S",
        "11, PT0S, PT7M30S, PT15M",
        "1000, PT0S, PT7M30S, PT15M",
        "1, PT10S, PT10.5S, PT11S"
    })
    void doublesScattersAndNeverComesBackBeforeItWasAskedTo(
            int attempt, Duration notBefore, Duration least, Duration most) {
        for (var n = 0; n < 200; n++) {
            assertThat(schedule.after(attempt, notBefore)).isBetween(least, most);
        }
    }
}
