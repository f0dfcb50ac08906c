package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The document that callers read: committed, complete, and true of what is running. */
class OpenApiIT {

    private static final Path COMMITTED = Path.of("openapi.json");
    private static final Path NOW = Path.of("target", "openapi.json");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private static RunningStatus status;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        status = RunningStatus.start();
        document = Wire.JSON.readTree(WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(60))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @Test
    void isTheOneThatIsCommitted() throws IOException {
        var now = document.toPrettyString() + "\n";
        Files.createDirectories(NOW.getParent());
        Files.writeString(NOW, now);

        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("The API is no longer what openapi.json says. If that is meant, write it anew:"
                        + " cp status-service/target/openapi.json status-service/openapi.json")
                .isEqualTo(now);
    }

    @Test
    void isOpenApi31AndLeavesNothingUnsaid() {
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames())
                .contains("/api/v1/messages", "/api/v1/stream", "/api/v1/conversations/{id}/reply")
                .noneMatch(path -> path.startsWith("/actuator") || path.startsWith("/internal"));
        for (var operation : operations()) {
            var at = operation.toString();
            assertThat(operation.path("summary").asString("")).as(at).isNotBlank();
            assertThat(operation.path("security").size()).as(at).isPositive();
            assertThat(operation.path("responses").propertyNames()).as(at).contains("401", "403");
            for (var media : operation.at("/requestBody/content").values()) {
                assertThat(media.path("examples").size()).as(at).isPositive();
            }
        }
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
