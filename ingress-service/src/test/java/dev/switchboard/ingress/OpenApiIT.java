package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.switchboard.contracts.Wire;
import dev.switchboard.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document that callers read: committed, complete, and true of what is running. */
@Timeout(120)
class OpenApiIT {

    private static final Path COMMITTED = Path.of("openapi.json");
    private static final Path NOW = Path.of("target", "openapi.json");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private static RunningIngress ingress;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        var broker = Infrastructure.forTests().bootstrapServers();
        ingress = new RunningIngress(broker, "openapi-" + UUID.randomUUID() + ".").awaitReady();
        document = Wire.JSON.readTree(ingress.get("/v3/api-docs").body());
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @Test
    void isTheOneThatIsCommitted() throws IOException {
        var now = document.toPrettyString() + "\n";
        Files.writeString(NOW, now);

        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("The API is no longer what openapi.json says. If that is meant, write it anew:"
                        + " cp ingress-service/target/openapi.json ingress-service/openapi.json")
                .isEqualTo(now);
    }

    @Test
    void isOpenApi31AndLeavesNothingUnsaid() {
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        for (var operation : operations()) {
            var at = operation.toString();
            assertThat(operation.path("summary").asString("")).as(at).isNotBlank();
            assertThat(operation.path("responses").size()).as(at).isPositive();
            for (var media : operation.at("/requestBody/content").values()) {
                assertThat(media.path("examples").size()).as(at).isPositive();
            }
        }
        assertThat(document.path("paths").propertyNames())
                .contains("/api/v1/messages", "/api/webhooks/sms", "/api/whatsapp/webhook", "/api/health")
                .noneMatch(path -> path.startsWith("/actuator") || path.startsWith("/internal"));
    }

    @Test
    void hasNoReferenceThatLeadsNowhere() {
        var references = new ArrayList<String>();
        collectReferences(document, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/messages, 202",
        "/api/v1/messages/{id}/retry, 202",
        "/api/v1/whatsapp/send, 200",
        "/api/whatsapp/send, 200",
        "/api/whatsapp/send_media, 200",
        "/api/whatsapp/send_template, 200"
    })
    void givesExamplesThatFitTheirSchemaAndAreAccepted(String path, int status) {
        var operation = document.path("paths").path(path).path("post");
        var body = operation.at("/requestBody/content/application~1json");
        var answered =
                operation.path("responses").path(Integer.toString(status)).at("/content/application~1json");
        assertThat(body.path("examples").size()).isPositive();
        for (var example : body.path("examples").values()) {
            var value =
                    document.at(example.path("$ref").asString().substring(1)).path("value");
            assertThat(violations(schema(body), value)).as(value.toString()).isEmpty();
            var answer = ingress.post(
                    path.replace("{id}", UUID.randomUUID().toString()),
                    "application/json",
                    withoutTimes(value).toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(violations(schema(answered), Wire.JSON.readTree(answer.body())))
                    .isEmpty();
        }
        assertThat(violations(schema(answered), answered.path("example"))).isEmpty();
    }

    @Test
    void describesProblemsAsTheyAre() {
        var refused = ingress.post("/api/v1/messages", "application/json", "{\"to\":\"+1415\",\"channel\":\"sms\"}");
        assertThat(violations("#/components/schemas/Problem", Wire.JSON.readTree(refused.body())))
                .isEmpty();
    }

    @Test
    void hasPagesInDevelopmentAlone() {
        assertThat(ingress.get("/swagger-ui.html").statusCode()).isEqualTo(302);
        assertThat(ingress.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        var broker = Infrastructure.forTests().bootstrapServers();
        try (var production = new RunningIngress(
                broker,
                "openapi-" + UUID.randomUUID() + ".",
                "--APP_ENV=production",
                // Production would ask for more than pages need.
                "--ingress.environment=development")) {
            assertThat(production.get("/swagger-ui.html").statusCode()).isEqualTo(404);
            assertThat(production.get("/swagger-ui/index.html").statusCode()).isEqualTo(404);
            assertThat(production.get("/v3/api-docs").statusCode()).isEqualTo(200);
        }
    }

    /** Times in examples are past by the time somebody reads them. */
    private static JsonNode withoutTimes(JsonNode message) {
        var copy = (ObjectNode) message.deepCopy();
        copy.remove("expiresAt");
        return copy;
    }

    private static String schema(JsonNode media) {
        return media.at("/schema/$ref").asString();
    }

    private static List<String> violations(String reference, JsonNode value) {
        var whole = ((ObjectNode) document.deepCopy()).put("$ref", reference);
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
