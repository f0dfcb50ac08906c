package dev.switchboard.dispatcher.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.pace.Pairs.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts and turns as arithmetic: no database, no clock. */
class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LOOKAHEAD = Duration.ofMillis(50);
    private static final Pair PAIR = new Pair("meta:whatsapp:1", "+14155550100");
    private static final Duration SIX = Duration.ofSeconds(6);

    @RepeatedTest(50)
    void noTwoStartsAreCloserThanTheSpacingWhateverIsTakenWhen() {
        var random = RandomGenerator.getDefault();
        var spacing = Duration.ofMillis(random.nextInt(1, 120));
        var starts = new ArrayList<Instant>();
        var now = NOW;
        var next = NOW;
        for (var claim = 0; claim < 60; claim++) {
            var grant = new Grant("s", spacing, now, next, LOOKAHEAD);
            for (var left = random.nextInt(0, grant.room(10) + 1); left > 0; left--) {
                starts.add(grant.take(now));
            }
            next = grant.next();
            now = now.plusMillis(random.nextInt(0, 200));
        }
        assertThat(IntStream.range(1, starts.size()).mapToObj(i -> Duration.between(starts.get(i - 1), starts.get(i))))
                .allSatisfy(between -> assertThat(between).isGreaterThanOrEqualTo(spacing));
    }

    @Test
    void aSenderThatIsAskedInTimeLosesNoStart() {
        var spacing = Duration.ofMillis(12);
        var next = NOW;
        var taken = 0;
        for (var now = NOW; now.isBefore(NOW.plusSeconds(12)); now = now.plusMillis(40)) {
            var grant = new Grant("s", spacing, now, next, LOOKAHEAD);
            for (; grant.room(1) > 0; taken++) {
                grant.take(now);
            }
            next = grant.next();
        }
        assertThat(taken).isBetween(1000, 1005);
    }

    @Test
    void nothingIsClaimedFurtherAheadThanItMayWait() {
        var grant = new Grant("s", Duration.ofSeconds(1), NOW, NOW, LOOKAHEAD);
        assertThat(grant.room(10)).isEqualTo(1);
        grant.take(NOW);
        assertThat(grant.room(10)).isZero();
        assertThat(grant.closedFor()).isEqualTo(Duration.ofMillis(950));
    }

    @Test
    void anAccountIsSharedByItsSenders() {
        var opened = new Opened(
                List.of(grant("twilio:sms:a", 10), grant("twilio:sms:b", 10)),
                List.of(grant("twilio", 20)),
                Map.of(),
                NOW);

        assertThat(List.of(opened.take("twilio:sms:a"), opened.take("twilio:sms:b"), opened.take("twilio:sms:a")))
                .containsExactly(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(40));
        assertThat(opened.hasRoom("twilio:sms:b")).isFalse();
        assertThat(opened.hasRoom("meta:whatsapp:1")).isTrue();
    }

    @Test
    void aPairHasItsBurstAndThenATurnEverySixSeconds() {
        var turns = new Turns(new HashMap<>(), NOW, SIX, SIX.multipliedBy(44));

        var starts = IntStream.range(0, 47).mapToObj(_ -> turns.take(PAIR)).toList();

        assertThat(starts.subList(0, 45)).allMatch(NOW::equals);
        assertThat(starts.subList(45, 47)).containsExactly(NOW.plusSeconds(6), NOW.plusSeconds(12));
        assertThat(turns.take(new Pair("meta:whatsapp:1", "+14155550101"))).isEqualTo(NOW);
    }

    @Test
    void aPairThatWasTooMuchIsLeftAloneFirst() {
        var paused = new Turns.Turn(NOW.plusSeconds(4).plus(SIX.multipliedBy(44)), 1);
        var turns = new Turns(new HashMap<>(Map.of(PAIR, paused)), NOW, SIX, SIX.multipliedBy(44));

        assertThat(turns.take(PAIR)).isEqualTo(NOW.plusSeconds(4));
        assertThat(turns.take(PAIR)).isEqualTo(NOW.plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 4", "2, 16", "3, 64", "900, 4096"})
    void thePauseOfAPairGrowsFourfold(int strikes, int seconds) {
        assertThat(Pairs.pauseAfter(strikes)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "twilio:whatsapp:+15550001111, 80",
        "twilio:sms:+15550002222, 1",
        "twilio:sms:+15550009999, 12.5",
        "meta:whatsapp:15550003333, 400",
        "twilio, 90"
    })
    void aSenderHasItsOwnPaceOrThatOfItsChannel(String sender, double perSecond) {
        var pace = TestProperties.with(
                        Map.of("PACE_SENDERS", "sms:+15550009999=12.5,whatsapp:15550003333=400", "PACE_ACCOUNT", "90"))
                .pace();
        assertThat(pace.perSecond(sender)).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15550009999=3", "sms:+15550009999", "sms:+15550009999=0", "sms:+15550009999=fast"})
    void aPaceNobodyCanReadIsRefused(String senders) {
        assertThatThrownBy(() -> TestProperties.with(Map.of("PACE_SENDERS", senders)))
                .hasStackTraceContaining("PACE_SENDERS must look like");
    }

    private static Grant grant(String sender, long millis) {
        return new Grant(sender, Duration.ofMillis(millis), NOW, NOW, Duration.ofMillis(55));
    }
}
