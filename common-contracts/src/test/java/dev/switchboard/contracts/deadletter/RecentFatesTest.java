package dev.switchboard.contracts.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentFatesTest {

    private final RecentFates fates = new RecentFates();

    @Test
    void fewerThanTwentyTellNothing() {
        fail(19);

        assertThat(fates.mostlyFailed()).isFalse();
    }

    @Test
    void elevenOfTwentyAreMost() {
        fates.worked(9);
        fail(11);
        assertThat(fates.mostlyFailed()).isTrue();

        fates.worked(10);
        assertThat(fates.mostlyFailed()).isFalse();
    }

    @Test
    void tenOfTwentyAreNotMost() {
        fates.worked(1_000_000);
        fail(10);

        assertThat(fates.mostlyFailed()).isFalse();
    }

    @Test
    void onlyTheLastTwentyCount() {
        fail(100);
        fates.worked(20);

        assertThat(fates.mostlyFailed()).isFalse();
    }

    private void fail(int records) {
        for (var i = 0; i < records; i++) {
            fates.failed();
        }
    }
}
