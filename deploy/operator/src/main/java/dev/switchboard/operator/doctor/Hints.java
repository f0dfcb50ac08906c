package dev.switchboard.operator.doctor;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What ingress says explains a signature. */
final class Hints {
    private Hints() {}

    static String of(JsonNode opinion) {
        var hints = opinion.path("hints").valueStream().map(JsonNode::asString).collect(Collectors.joining("; "));
        return hints.isEmpty()
                ? "nothing we can think of explains it; the secret is another one, or the body was changed"
                : hints;
    }
}
