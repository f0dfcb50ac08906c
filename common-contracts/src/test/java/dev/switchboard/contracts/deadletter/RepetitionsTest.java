package dev.switchboard.contracts.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T03:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Repetitions repetitions = new Repetitions(clock);

    @Test
    void aThousandAlikeMakeFourLines() {
        assertThat(IntStream.range(0, 1000)
                        .map(column -> repetitions.of("not JSON at line 1, column " + column))
                        .filter(Repetitions::isWorthALine))
                .containsExactly(1, 10, 100, 1000);
        assertThat(IntStream.rangeClosed(1001, 30_000).filter(Repetitions::isWorthALine))
                .containsExactly(10_000, 20_000, 30_000);
    }

    @Test
    void anotherCauseIsToldAtOnce() {
        repetitions.of("to is missing");
        assertThat(repetitions.of("to is missing")).isEqualTo(2);
        assertThat(repetitions.of("channel is missing")).isEqualTo(1);
    }

    @Test
    void afterAWhileItIsNewsAgain() {
        repetitions.of("to is missing");
        now.set(now.get().plus(Duration.ofMinutes(9)));
        assertThat(repetitions.of("to is missing")).isEqualTo(2);
        now.set(now.get().plus(Duration.ofMinutes(11)));
        assertThat(repetitions.of("to is missing")).isEqualTo(1);
    }

    @Test
    void whatItRemembersIsBounded() {
        repetitions.of("first");
        IntStream.range(0, 500).forEach(n -> repetitions.of("cause " + Character.toString('a' + n)));
        assertThat(repetitions.of("first")).isEqualTo(1);
    }
}
