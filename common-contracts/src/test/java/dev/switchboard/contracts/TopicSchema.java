package dev.switchboard.contracts;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The published description of a topic's values, read as anybody reads it: from the class path. */
record TopicSchema(Topic<?> topic, JsonNode json, Schema validator) {

    static TopicSchema of(Topic<?> topic) {
        var file = "schema/" + topic.name() + ".json";
        try (var stream = Objects.requireNonNull(Topic.class.getResourceAsStream(file), file)) {
            var json = Wire.JSON.readTree(stream);
            return new TopicSchema(
                    topic,
                    json,
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean accepts(JsonNode value) {
        return validator.validate(value).isEmpty();
    }

    JsonNode definition(String name) {
        return json.get("$defs").required(name);
    }
}
