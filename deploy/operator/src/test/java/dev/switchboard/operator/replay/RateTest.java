package dev.switchboard.operator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "10/s, 10, 10/s",
        "30/m, 0.5, 30/m",
        "25, 25, 25/s",
        "90/m, 1.5, 1.5/s",
        "1/m, 0.016666666666666666, 1/m"
    })
    void isReadAndPrintedAsPeopleWriteIt(String text, double perSecond, String printed) {
        assertThat(new Rate.Converter().convert(text)).isEqualTo(new Rate(perSecond));
        assertThat(Rate.words(perSecond)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0/s", "-1/s", "fast", "10/h", "", "1.5/s"})
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> new Rate.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("10/s or 30/m");
    }
}
