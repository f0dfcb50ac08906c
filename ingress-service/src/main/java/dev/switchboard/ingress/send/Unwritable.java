package dev.switchboard.ingress.send;

import dev.switchboard.http.Problem.Finding;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Texts with a character that JSON can escape and nobody can keep: U+0000, or half of one that was cut in two. */
final class Unwritable {

    private Unwritable() {}

    static List<Finding> in(JsonNode json) {
        return in("", json)
                .map(pointer -> new Finding(pointer, "holds U+0000 or half a character"))
                .toList();
    }

    private static Stream<String> in(String pointer, JsonNode json) {
        if (json.isArray()) {
            return Stream.iterate(0, n -> n < json.size(), n -> n + 1).flatMap(n -> in(pointer + "/" + n, json.get(n)));
        }
        if (json.isObject()) {
            return json.properties().stream()
                    .flatMap(field -> isWritable(field.getKey())
                            ? in(pointer + "/" + escaped(field.getKey()), field.getValue())
                            : Stream.of(pointer));
        }
        return json.isString() && !isWritable(json.stringValue()) ? Stream.of(pointer) : Stream.empty();
    }

    private static boolean isWritable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE);
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
