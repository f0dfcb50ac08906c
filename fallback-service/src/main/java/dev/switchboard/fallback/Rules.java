package dev.switchboard.fallback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure leads to, as data: the first rule that fits decides. Its version is kept with every decision. */
record Rules(String version, List<Rule> rules) {

    Rules {
        Required.field("version", version);
        for (var kind : Failure.Kind.values()) {
            Required.that(
                    rules.stream().anyMatch(rule -> rule.kind() == kind && rule.codes() == null),
                    "no rule for every failure of kind " + kind.wireName());
        }
    }

    /** @param codes the provider's codes it is for; without them, for every failure of its kind */
    record Rule(
            @JsonProperty("rule") String name,
            Failure.Kind kind,
            @Nullable Set<String> codes,
            Then then,
            String reason) {
        Rule {
            Required.field("rule", name);
            Required.field("kind", kind);
            Required.field("then", then);
            Required.field("reason", reason);
        }

        boolean fits(Failure.@Nullable Kind kind, @Nullable String code) {
            return this.kind == kind && (codes == null || code != null && codes.contains(code));
        }
    }

    enum Then {
        @JsonProperty("sms")
        SMS,
        @JsonProperty("never")
        NEVER,
        /** It is no reason by itself: something else will be heard, or the deadline passes. */
        @JsonProperty("wait")
        WAIT
    }

    static Rules defaults() {
        try (var file = Rules.class.getResourceAsStream("rules.json")) {
            return Wire.JSON.readValue(file, Rules.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rule of(Fact failure) {
        return rules.stream()
                .filter(rule -> rule.fits(failure.kind(), failure.code()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a failure without a kind"));
    }

    @Override
    public String toString() {
        return "Rules[" + version + ", "
                + Arrays.toString(rules.stream().map(Rule::name).toArray()) + "]";
    }
}
