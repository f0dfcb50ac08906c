package dev.switchboard.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill in small. */
class DeadLetteringIT {

    private static final int EACH = 20;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyKindOfBadRecordIsPutAsideAndEveryGoodOneIsDone(@TempDir Path folder) throws Exception {
        var said = new ByteArrayOutputStream();
        var home = Path.of("../..").toAbsolutePath().normalize();

        var wrong = new DeadLettering(home, new PrintStream(said, true, StandardCharsets.UTF_8)).run(folder, EACH);

        assertThat(wrong).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
