package dev.switchboard.fallback.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @Test
    void withoutAFileTheBuiltInRulesHold() {
        var rules = new RulesFile(null, meters);
        rules.look();
        assertThat(rules.get()).isEqualTo(Rules.defaults());
        assertThat(rules.health().getDetails())
                .containsEntry("version", "default-2")
                .containsEntry("file", "built in");
    }

    @Test
    void aChangedFileHoldsFromThenOn() throws IOException {
        var file = write(RulesTest.rules(""));
        var rules = new RulesFile(file, meters);
        assertThat(rules.get().version()).isEqualTo("mine");
        write(RulesTest.rules("").replace("mine", "mine-2"));
        rules.look();
        assertThat(rules.get().version()).isEqualTo("mine-2");
    }

    @Test
    void oneThatCannotBeUsedLeavesTheOldRulesAndIsSeen() throws IOException {
        var file = write(RulesTest.rules(""));
        var rules = new RulesFile(file, meters);
        write(RulesTest.rules("").replace("opt_out", "retry"));
        rules.look();
        rules.look();
        assertThat(rules.get().version()).isEqualTo("mine");
        assertThat(rules.health().getDetails())
                .containsEntry("problem", "no rule for every failure of kind opt_out")
                .containsEntry("version", "mine");
        assertThat(rules.health().getStatus().getCode()).isEqualTo("UP");
        assertThat(unusable()).isOne();

        write("{\n\"version\": secret");
        rules.look();
        assertThat(rules.health().getDetails()).containsEntry("problem", "line 2 cannot be read");
        Files.delete(file);
        rules.look();
        assertThat(rules.health().getDetails()).containsEntry("problem", "it cannot be opened");
        assertThat(rules.get().version()).isEqualTo("mine");

        write(RulesTest.rules(""));
        rules.look();
        assertThat(rules.health().getDetails()).doesNotContainKey("problem");
        assertThat(unusable()).isZero();
    }

    @Test
    void oneThatCannotBeUsedAtTheStartIsRefused() throws IOException {
        var file = write("{}");
        assertThatThrownBy(() -> new RulesFile(file, meters))
                .hasMessage("FALLBACK_RULES_FILE cannot be used: version is missing");
        assertThatThrownBy(() -> new RulesFile(folder.resolve("none.json"), meters))
                .hasMessage("FALLBACK_RULES_FILE cannot be used: it cannot be opened");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rules.json"), text);
    }

    private double unusable() {
        return meters.get("messaging.fallback.rules.unusable").gauge().value();
    }
}
