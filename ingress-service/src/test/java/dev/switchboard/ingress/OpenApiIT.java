package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.DescribedApi;
import dev.switchboard.infrastructure.Infrastructure;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document that callers read is true of what is running. */
@Timeout(120)
class OpenApiIT implements DescribedApi {

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

    @Override
    public JsonNode document() {
        return document;
    }

    @Test
    void tellsOfWebhooksToo() {
        assertThat(document.path("paths").propertyNames())
                .contains("/api/v1/messages", "/api/webhooks/sms", "/api/whatsapp/webhook", "/api/health");
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
            assertThat(violations(body.path("schema"), value))
                    .as(value.toString())
                    .isEmpty();
            var answer = ingress.post(
                    path.replace("{id}", UUID.randomUUID().toString()),
                    "application/json",
                    withoutTimes(value).toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(violations(answered.path("schema"), Wire.JSON.readTree(answer.body())))
                    .isEmpty();
        }
    }

    @Test
    void describesProblemsAsTheyAre() {
        var refused = ingress.post("/api/v1/messages", "application/json", "{\"to\":\"+1415\",\"channel\":\"sms\"}");
        assertThat(violations(reference("Problem"), Wire.JSON.readTree(refused.body())))
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
}
