package dev.switchboard.simulator.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "ш, 70, 1",
        "ш, 71, 2",
        "ш, 135, 3"
    })
    void countsByTheAlphabetTheTextNeeds(String letter, int letters, int segments) {
        assertThat(Segments.of(letter.repeat(letters))).isEqualTo(segments);
    }
}
