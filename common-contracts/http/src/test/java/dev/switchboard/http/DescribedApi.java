package dev.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document that callers read, of any service: committed, complete, and without a word that leads nowhere. */
public interface DescribedApi {

    Path COMMITTED = Path.of("openapi.json");
    Path NOW = Path.of("target", "openapi.json");
    Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /** As the running service gives it out at {@code /v3/api-docs}. */
    JsonNode document();

    @Test
    default void isTheOneThatIsCommitted() throws IOException {
        var now = document().toPrettyString() + "\n";
        Files.createDirectories(NOW.getParent());
        Files.writeString(NOW, now);
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("The API is no longer what openapi.json says. If that is meant, write it anew in the folder of the"
                        + " service: cp target/openapi.json openapi.json")
                .isEqualTo(now);
    }

    @Test
    default void isOpenApi31AndLeavesNothingUnsaid() {
        assertThat(document().path("openapi").asString()).startsWith("3.1");
        assertThat(document().path("paths").propertyNames())
                .isNotEmpty()
                .noneMatch(path -> path.startsWith("/actuator") || path.startsWith("/internal"));
        for (var operation : operations()) {
            var at = operation.toString();
            assertThat(operation.path("summary").asString("")).as(at).isNotBlank();
            assertThat(operation.path("responses").propertyNames())
                    .as(at)
                    .anyMatch(status -> status.startsWith("2") || status.startsWith("3"));
            if (operation.has("security")) {
                assertThat(operation.path("responses").propertyNames()).as(at).contains("401", "403");
            }
            for (var media : operation.at("/requestBody/content").values()) {
                assertThat(media.path("examples").size()).as(at).isPositive();
            }
        }
    }

    @Test
    default void hasNoReferenceThatLeadsNowhere() {
        var references = new ArrayList<String>();
        collectReferences(document(), references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    default void givesExamplesOfAnswersThatFitTheirSchema() {
        for (var operation : operations()) {
            for (var response : operation.path("responses").values()) {
                var json = response.at("/content/application~1json");
                if (json.has("example")) {
                    assertThat(violations(json.path("schema"), json.path("example")))
                            .as(json.toString())
                            .isEmpty();
                }
                for (var example : json.path("examples").values()) {
                    assertThat(violations(json.path("schema"), example.path("value")))
                            .as(json.toString())
                            .isEmpty();
                }
            }
        }
    }

    default JsonNode reference(String schema) {
        return Wire.JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    default List<String> violations(JsonNode schema, JsonNode value) {
        var whole = (ObjectNode) document().deepCopy();
        whole.setAll((ObjectNode) schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }

    default List<JsonNode> operations() {
        return document().path("paths").values().stream()
                .flatMap(path -> path.properties().stream())
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(entry -> entry.getValue())
                .toList();
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.values().forEach(value -> collectReferences(value, references));
    }
}
