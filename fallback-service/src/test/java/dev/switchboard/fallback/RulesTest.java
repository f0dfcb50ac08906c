package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void haveAVersionAndNamesOfTheirOwn() {
        var rules = Rules.defaults();
        assertThat(rules.version()).isEqualTo("default-1");
        assertThat(rules.rules()).extracting(Rules.Rule::name).doesNotHaveDuplicates();
    }

    @Test
    void refuseToLeaveAKindOfFailureOpen() {
        var rules = Rules.defaults().rules().stream()
                .filter(rule -> !rule.name().equals("opted-out"))
                .toList();
        assertThatThrownBy(() -> new Rules("mine", rules)).hasMessage("no rule for every failure of kind opt_out");
        assertThatThrownBy(() -> new Rules("mine", List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
