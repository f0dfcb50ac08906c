package dev.switchboard.dispatcher.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsLengthTest {

    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "a, 1530, 10",
        "a, 1531, 11",
        "€, 80, 1",
        "€, 81, 2",
        // 153 places hold 76 of them, not 76 and a half.
        "€, 152, 2",
        "€, 153, 3",
        "’, 70, 1",
        "’, 71, 2",
        "’, 670, 10",
        "’, 671, 11",
        "😀, 35, 1",
        "😀, 36, 2",
        "😀, 67, 3"
    })
    void countsThePiecesAsTheNetworkCutsThem(String character, int times, int segments) {
        assertThat(SmsLength.of(character.repeat(times)).segments()).isEqualTo(segments);
    }

    @Test
    void namesTheFirstCharacterThatMakesItLonger() {
        assertThat(SmsLength.of("Grüße, it’s 😀").foreign()).isEqualTo("U+2019");
        assertThat(SmsLength.of("Grüße").foreign()).isNull();
    }
}
