package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.fallback.RunningService.World;
import dev.switchboard.http.DescribedApi;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The document that callers read is true of what is running. */
@Timeout(120)
class OpenApiIT implements DescribedApi {

    private static final World WORLD = World.fresh();

    private static RunningService service;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        service = RunningService.start(WORLD);
        document = Wire.JSON.readTree(service.get("/v3/api-docs", null).body());
    }

    @Override
    public JsonNode document() {
        return document;
    }

    @AfterAll
    static void stop() {
        service.close();
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
}
