package dev.switchboard.operator.message;

import dev.switchboard.contracts.message.Status;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A status a message has reached. */
record Step(Status status, String code, Instant at) {

    static Step of(JsonNode step) {
        return new Step(
                Status.of(step.path("status").asString()),
                step.path("code").asString(""),
                Instant.parse(step.path("at").asString()));
    }

    String mark() {
        if (status.isFailure()) {
            return "✗";
        }
        return status.isSuccess() ? "✓" : "→";
    }
}
