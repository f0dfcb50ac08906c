package dev.switchboard.status.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.http.Refused;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

    @Test
    void percentilesAreWithinTheWidthOfAClassAndTheAverageIsExact() {
        var random = new Random(5);
        var millis = random.longs(20_000, 0, 90_000)
                .map(each -> each * each / 20_000)
                .sorted()
                .toArray();
        var classes = new TreeMap<Integer, Long>();
        for (var each : millis) {
            classes.merge((int) Math.floor(16 * Math.log1p(each)), 1L, Long::sum);
        }

        var timing = Timing.of(classes, LongStream.of(millis).sum());

        var average = java.util.Arrays.stream(millis).average().orElseThrow();
        assertThat((double) timing.average()).isCloseTo(average, within(0.5));
        assertThat((double) timing.p50()).isCloseTo(millis[9_999], Percentage.withPercentage(3.2));
        assertThat((double) timing.p95()).isCloseTo(millis[18_999], Percentage.withPercentage(3.2));
        assertThat((double) timing.p99()).isCloseTo(millis[19_799], Percentage.withPercentage(3.2));
    }

    @Test
    void nothingTookNoTimeAtAll() {
        assertThat(Timing.of(new TreeMap<>(), 0)).isEqualTo(new Timing(0, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01,           2026-11-02,           2026-11-01T00:00:00Z, 2026-11-03T00:00:00Z",
        "2026-11-01T10:59:59Z, 2026-11-01T12:00:00Z, 2026-11-01T10:00:00Z, 2026-11-01T12:00:00Z",
        "2026-11-01T10:00:00Z, 2026-11-01T12:00:01Z, 2026-11-01T10:00:00Z, 2026-11-01T13:00:00Z",
        ",                     2026-11-01T12:00:00Z, 2026-10-31T12:00:00Z, 2026-11-01T12:00:00Z",
        ",                     ,                     2026-11-20T10:00:00Z, 2026-11-21T11:00:00Z",
    })
    void aRangeIsWidenedToWholeHours(String startDate, String endDate, Instant start, Instant end) {
        assertThat(Range.of(startDate, endDate, Instant.parse("2026-11-21T10:30:00Z")))
                .isEqualTo(new Range(start, end));
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        Assertions.assertThatThrownBy(() -> Range.of("2026-11-02", "2026-10-31", Instant.EPOCH))
                .isInstanceOf(Refused.class);
    }
}
