package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.switchboard.contracts.Wire;
import dev.switchboard.fallback.RunningService.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document that callers read: committed, complete, and true of what is running. */
@Timeout(120)
class OpenApiIT {

    private static final Path COMMITTED = Path.of("openapi.json");
    private static final Path NOW = Path.of("target", "openapi.json");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final World WORLD = World.fresh();

    private static RunningService service;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        service = RunningService.start(WORLD);
        document = Wire.JSON.readTree(service.get("/v3/api-docs", null).body());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void isTheOneThatIsCommitted() throws IOException {
        var now = document.toPrettyString() + "\n";
        Files.createDirectories(NOW.getParent());
        Files.writeString(NOW, now);
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("The API is no longer what openapi.json says. If that is meant, write it anew:"
                        + " cp fallback-service/target/openapi.json fallback-service/openapi.json")
                .isEqualTo(now);
    }

    @Test
    void isOpenApi31AndLeavesNothingUnsaid() {
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/fallbacks",
                        "/api/v1/fallbacks/{messageId}",
                        "/api/v1/fallbacks/metrics",
                        "/api/v1/fallbacks/switches",
                        "/api/v1/fallbacks/switches/{tenant}");
        for (var operation : operations()) {
            var at = operation.toString();
            assertThat(operation.path("summary").asString("")).as(at).isNotBlank();
            assertThat(operation.path("responses").size()).as(at).isGreaterThan(3);
            assertThat(violations(
                            operation.at("/responses/200/content/application~1json/schema"),
                            operation.at("/responses/200/content/application~1json/example")))
                    .as(at)
                    .isEmpty();
        }
        var references = new ArrayList<String>();
        collectReferences(document, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void saysWhatIsAnswered() throws Exception {
        var story = Stories.next();
        WORLD.publish(WORLD.topics().sendOutcomes(), story.queued());
        WORLD.publish(WORLD.topics().status(), story.failed());
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(answered("/api/v1/fallbacks/" + story.id())).contains("\"decision\":\"sms\""));
        var range = "?since=2026-11-21T00:00:00Z&until=2026-11-22T00:00:00Z";
        for (var asked : List.of(
                List.of("/api/v1/fallbacks", ""),
                List.of("/api/v1/fallbacks/metrics", range),
                List.of("/api/v1/fallbacks/switches", ""))) {
            var schema = document.path("paths")
                    .path(asked.getFirst())
                    .at("/get/responses/200/content/application~1json/schema");
            assertThat(violations(schema, Wire.JSON.readTree(answered(asked.getFirst() + asked.getLast()))))
                    .as(asked.getFirst())
                    .isEmpty();
        }
        assertThat(violations(reference("Fallback"), Wire.JSON.readTree(answered("/api/v1/fallbacks/" + story.id()))))
                .isEmpty();
        assertThat(violations(reference("Problem"), Wire.JSON.readTree(answered("/api/v1/fallbacks?limit=0"))))
                .isEmpty();
    }

    @Test
    void itsExamplesAreAccepted() throws Exception {
        var body = document.path("paths")
                .path("/api/v1/fallbacks/switches/{tenant}")
                .at("/put/requestBody/content/application~1json");
        assertThat(body.path("examples").size()).isEqualTo(3);
        for (var example : body.path("examples").values()) {
            assertThat(violations(body.path("schema"), example.path("value"))).isEmpty();
            var answer = service.put(
                    "/api/v1/fallbacks/switches/examples", example.path("value").toString(), null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(violations(reference("Switch"), Wire.JSON.readTree(answer.body())))
                    .isEmpty();
        }
    }

    private static String answered(String path) throws Exception {
        return service.get(path, null).body();
    }

    private static JsonNode reference(String schema) {
        return Wire.JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static List<String> violations(JsonNode schema, JsonNode value) {
        var whole = (ObjectNode) document.deepCopy();
        whole.setAll((ObjectNode) schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static List<JsonNode> operations() {
        return document.path("paths").values().stream()
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
