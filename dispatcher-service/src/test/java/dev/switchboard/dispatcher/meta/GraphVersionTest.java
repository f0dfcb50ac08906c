package dev.switchboard.dispatcher.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.dispatcher.TestProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GraphVersionTest {

    @ParameterizedTest
    @CsvSource({
        "v25.0, 616, ",
        "v21.0, 61, will soon be over",
        "v20.0, -58, is over",
        "v26.0, , ",
    })
    void warnsBeforeAVersionIsOver(
            String version, @Nullable Integer daysLeft, @Nullable String warning, CapturedOutput output) {
        var meters = started(Map.of(
                "WHATSAPP_API_VERSION", version, "WHATSAPP_ACCESS_TOKEN", "token", "WHATSAPP_PHONE_NUMBER_ID", "42"));

        var gauge = meters.find("messaging.graph.version.days.left").gauge();
        assertThat(gauge == null ? null : Integer.valueOf((int) gauge.value())).isEqualTo(daysLeft);
        if (warning == null) {
            assertThat(output).doesNotContain("WHATSAPP_API_VERSION");
        } else {
            assertThat(output).contains("WHATSAPP_API_VERSION " + warning);
        }
    }

    @Test
    void saysNothingWhereMetaIsNotCalled(CapturedOutput output) {
        started(Map.of("WHATSAPP_API_VERSION", "v20.0"));

        assertThat(output).doesNotContain("WHATSAPP_API_VERSION");
    }

    private static SimpleMeterRegistry started(Map<String, String> settings) {
        var meters = new SimpleMeterRegistry();
        var clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
        var _ = new GraphVersion(TestProperties.with(settings), clock, meters);
        return meters;
    }
}
