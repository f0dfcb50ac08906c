package dev.switchboard.operator.api;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What was answered; missing where the answer was no JSON. */
public record Answer(int status, JsonNode body) {

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** A problem in a person's words: what is wrong, and field by field where. */
    public String problem() {
        var says = Stream.of("detail", "title", "message")
                .map(field -> body.path(field).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("HTTP " + status);
        var fields = body.path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString("") + " "
                        + error.path("reason").asString(error.path("detail").asString("")))
                .collect(Collectors.joining("; "));
        return fields.isEmpty() ? says : says + ": " + fields;
    }
}
