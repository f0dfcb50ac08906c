package dev.switchboard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script takes from .env. */
class DotEnvTest {

    private static final Path SCRIPT =
            Path.of("../../switchboard").toAbsolutePath().normalize();

    @TempDir
    private Path home;

    @Test
    void linesAreTakenAsTheyStandAndWithoutTheirQuotes() throws Exception {
        Files.writeString(home.resolve(".env"), """
                # a comment
                VOICE_TEXT=Thank you; $(touch here) `id`
                JWT_SECRET="in quotes"
                DOMAIN='single'
                EMPTY=
                lower=case
                NOT A=name
                PORT=9000""");

        assertThat(read("VOICE_TEXT", "JWT_SECRET", "DOMAIN", "PORT", "SWITCHBOARD_ENV_FILE"))
                .containsExactly(
                        "Thank you; $(touch here) `id`",
                        "in quotes",
                        "single",
                        "9000",
                        " VOICE_TEXT JWT_SECRET DOMAIN PORT");
        assertThat(Path.of("here")).doesNotExist();
    }

    @Test
    void whatTheEnvironmentSaysStays() throws Exception {
        Files.writeString(home.resolve(".env"), "ALREADY_SET=from the file\n");

        assertThat(read("ALREADY_SET", "SWITCHBOARD_ENV_FILE")).containsExactly("from outside", "");
    }

    @Test
    void noFileIsNoMistake() throws Exception {
        assertThat(read("PORT")).containsExactly("");
    }

    private List<String> read(String... names) throws Exception {
        var function = Files.readString(SCRIPT);
        var begin = function.indexOf("read_env_file() {");
        var text = new StringBuilder("set -u\nhome=$1\n")
                .append(function, begin, function.indexOf("\n}\n", begin) + 3)
                .append("read_env_file\n");
        for (var name : names) {
            text.append("printf '%s\\n' \"${").append(name).append(":-}\"\n");
        }
        var builder = new ProcessBuilder("/bin/sh", "-c", text.toString(), "sh", home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(List.of("VOICE_TEXT", "JWT_SECRET", "DOMAIN", "PORT"));
        builder.environment().put("ALREADY_SET", "from outside");
        var process = builder.start();
        var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
