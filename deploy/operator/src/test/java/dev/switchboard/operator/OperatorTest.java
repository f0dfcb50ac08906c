package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every command. */
class OperatorTest {

    @TempDir
    private Path folder;

    @Test
    void aProfileSaysWhichSystemIsMeant() throws IOException {
        profile("prod", "# of the cluster in the north\nSWITCHBOARD_URL=\"http://127.0.0.1:9\"\nJWT_SECRET='x'\n");

        assertThat(typed(Map.of(), "send", "--to", "+14155550100", "--text", "x", "--profile", "prod")
                        .errors())
                .contains("http://127.0.0.1:9");
        assertThat(typed(Map.of(), "--profile=prod", "send", "--to", "+14155550100", "--text", "x")
                        .errors())
                .contains("http://127.0.0.1:9");
    }

    @Test
    void theEnvironmentWinsOverAProfileAndAProfileOverTheScriptsFile() throws IOException {
        profile("prod", "SWITCHBOARD_URL=http://127.0.0.1:9\n");
        var typed = Map.of("SWITCHBOARD_URL", "http://127.0.0.1:7");
        var fromFile = new HashMap<>(typed);
        fromFile.put("SWITCHBOARD_ENV_FILE", " LOG_LEVEL SWITCHBOARD_URL");

        assertThat(typed(typed, "send", "--to", "+14155550100", "--text", "x", "--profile", "prod")
                        .errors())
                .contains("http://127.0.0.1:7");
        assertThat(typed(fromFile, "send", "--to", "+14155550100", "--text", "x", "--profile", "prod")
                        .errors())
                .contains("http://127.0.0.1:9");
    }

    @Test
    void aProfileThatIsMissingIsTold() throws IOException {
        profile("north", "");
        profile("south", "");

        var typed = typed(Map.of(), "dlt", "list", "--profile", "nroth");

        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.errors())
                .contains("There is no profile nroth", "There are: north, south.")
                .hasLineCount(1);
        assertThat(typed(Map.of(), "dlt", "list", "--profile", "../south").exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void marksAreColouredWhereSomebodyLooksAndWantsIt() {
        var plain = new Surroundings(Map.of("TERM", "xterm"), folder, Clock.systemUTC());

        assertThat(ColouredMarks.areWished(List.of("doctor"), plain, true)).isTrue();
        assertThat(ColouredMarks.areWished(List.of("doctor"), plain, false)).isFalse();
        assertThat(ColouredMarks.areWished(List.of("doctor", "--no-color"), plain, true))
                .isFalse();
        for (var setting : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            assertThat(ColouredMarks.areWished(List.of(), new Surroundings(setting, folder, Clock.systemUTC()), true))
                    .isFalse();
        }
        var text = new StringWriter();
        new PrintWriter(new ColouredMarks(text), true).println("  ✗ Kafka  ✓ Postgres");
        assertThat(text.toString()).isEqualToIgnoringNewLines("  \033[31m✗\033[0m Kafka  \033[32m✓\033[0m Postgres\n");
    }

    @Test
    void everyCommandTakesWhatHoldsForAll() {
        assertThat(typed(Map.of(), "token", "--api-key", "shop", "messages:send", "--no-color")
                        .exit())
                .isZero();
        assertThat(typed(Map.of(), "dlt", "replay", "--help").output()).contains("--no-color", "--profile=NAME");
    }

    @Test
    void aShellThatLoadsTheCompletionKnowsTheCommands() throws Exception {
        var script = Files.writeString(
                folder.resolve("completion"), typed(Map.of(), "completion").output());
        var asked = "source " + script + "; COMP_WORDS=(switchboard dlt re); COMP_CWORD=2; _complete_switchboard;"
                + " echo ${COMPREPLY[@]}; COMP_WORDS=(switchboard d); COMP_CWORD=1; _complete_switchboard; echo ${COMPREPLY[@]}";

        var bash = new ProcessBuilder("bash", "-c", asked)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("replay", "resume", "dev", "doctor", "drill");
        assertThat(bash.waitFor()).isZero();
    }

    private void profile(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name + ".env"), content);
    }

    private Asked typed(Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("SWITCHBOARD_PROFILES", folder.toString());
        return Asked.of(all, folder, Clock.systemUTC(), arguments);
    }
}
