package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a body may have been before something parsed it and wrote it again: the same JSON in other usual hands. */
final class RewrittenJson {

    private RewrittenJson() {}

    static List<byte[]> of(byte[] body) {
        try {
            var tree = Wire.JSON.readTree(body);
            var compact = tree.toString();
            var spaced = spaced(tree);
            var slashed = escaped(compact).replace("/", "\\/");
            return Stream.of(
                            compact,
                            compact + "\n",
                            escaped(compact),
                            slashed,
                            slashed.replace("<", "\\u003C")
                                    .replace("%", "\\u0025")
                                    .replace("@", "\\u0040"),
                            spaced,
                            escaped(spaced))
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .filter(written -> !Arrays.equals(written, body))
                    .toList();
        } catch (JacksonException _) {
            return List.of();
        }
    }

    private static String escaped(String json) {
        return json.chars()
                .mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    /** With a blank behind every comma and colon. */
    private static String spaced(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(field ->
                            Wire.JSON.getNodeFactory().stringNode(field.getKey()) + ": " + spaced(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node.isArray()
                ? node.values().stream().map(RewrittenJson::spaced).collect(Collectors.joining(", ", "[", "]"))
                : node.toString();
    }
}
