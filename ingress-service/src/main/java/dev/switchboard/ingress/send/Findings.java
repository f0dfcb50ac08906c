package dev.switchboard.ingress.send;

import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with a request, told at once. */
final class Findings {

    private final List<Finding> findings;

    Findings(List<Finding> before) {
        this.findings = new ArrayList<>(before);
    }

    /** What could not be read is not missing as well. */
    void unless(boolean holds, String pointer, String otherwise) {
        if (!holds && !areAbout(List.of(pointer))) {
            findings.add(new Finding(pointer, otherwise));
        }
    }

    boolean areAbout(List<String> pointers) {
        return findings.stream()
                .anyMatch(finding -> pointers.stream()
                        .filter(pointer -> !pointer.isEmpty())
                        .anyMatch(pointer -> (finding.pointer() + "/").startsWith(pointer + "/")));
    }

    void notLonger(@Nullable String text, int longest, String pointer) {
        unless(
                text == null || text.codePointCount(0, text.length()) <= longest,
                pointer,
                "is longer than " + longest + " characters");
    }

    void refuseIfAny() {
        if (!findings.isEmpty()) {
            throw Refused.because(findings);
        }
    }
}
