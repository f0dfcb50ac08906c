package dev.switchboard.operator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.Asked;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.FakeSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosCommandsTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"chaos", "chaos off", "chaos stop broker", "chaos sends 429", "chaos poison"})
    void whereNoDevRunsNothingIsBroken(String line) {
        try (var elsewhere = new FakeSystem()) {
            var asked =
                    Asked.of(Map.of("SWITCHBOARD_URL", elsewhere.url()), temporary, Clock.systemUTC(), line.split(" "));

            assertThat(asked.exit()).isEqualTo(ExitCode.CANNOT_REACH);
            assertThat(asked.errors().lines()).singleElement().asString().contains("./switchboard dev starts one");
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void aPartThatDoesNotExistIsNamed() {
        var asked = Asked.of(Map.of(), temporary, Clock.systemUTC(), "chaos", "stop", "moon");

        assertThat(asked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(asked.errors()).contains("moon", "BROKER");
    }
}
