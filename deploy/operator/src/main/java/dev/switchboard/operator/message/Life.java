package dev.switchboard.operator.message;

import dev.switchboard.contracts.message.Status;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A message as status-service shows it now. */
record Life(JsonNode story) {

    String id() {
        return story.path("id").asString();
    }

    Status status() {
        return Status.of(story.path("status").asString());
    }

    String channel() {
        return story.path("channel").asString("");
    }

    Optional<String> fallback() {
        return story.path("fallbackMessageId").asStringOpt();
    }

    /** In one sentence, where it failed. */
    Optional<String> failure() {
        var failure = story.path("failure");
        return failure.path("reason")
                .asStringOpt()
                .map(reason -> failure.path("code").asString("") + " " + reason)
                .map(String::strip);
    }

    List<Step> steps() {
        return story.path("history").valueStream().map(Step::of).toList();
    }
}
