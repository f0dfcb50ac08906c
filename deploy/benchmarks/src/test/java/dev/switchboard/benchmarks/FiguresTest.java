package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
    }

    @Test
    void theAccountOfAProcessIsReadBehindWhateverItsNameIs() {
        var stat = "4711 (a) (b) S 1 2 3 4 5 6 7 8 9 10 100 20 3 4 20 0 30 0";
        assertThat(CpuTime.ticks(stat, 12)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(CpuTime.ticks(stat, 14)).isEqualTo(Duration.ofMillis(1_270));
    }

    @Test
    void workIsSeenInTheAccountOfAProcess() {
        var self = ProcessHandle.current();
        var before = CpuTime.of(self);
        var end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(CpuTime.of(self).since(before)).isPositive();
    }

    @Test
    void aTableShowsNamesToTheLeftAndFiguresToTheRight() {
        var table = new Table("case", "ms")
                .row("one", 1.5)
                .row("a longer one", 1234.0)
                .row("count", 1_000);
        assertThat(table.lines())
                .containsExactly(
                        "case                 ms",
                        "one                1.50",
                        "a longer one   1,234.00",
                        "count             1,000");
    }
}
