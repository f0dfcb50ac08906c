package dev.switchboard.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The drill in small. */
class ReplayingIT {

    private static final int RECORDS = 400;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void killedResumedAndRepeatedAReplayHasTheEffectOfOnce() throws Exception {
        var said = new ByteArrayOutputStream();
        var home = Path.of("../..").toAbsolutePath().normalize();

        var wrong = new Replaying(home, new PrintStream(said, true, StandardCharsets.UTF_8)).run(RECORDS);

        assertThat(wrong).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
