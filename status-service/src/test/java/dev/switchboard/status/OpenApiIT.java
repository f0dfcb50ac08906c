package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.DescribedApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The document that callers read is that of the running service. */
class OpenApiIT implements DescribedApi {

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

    @Override
    public JsonNode document() {
        return document;
    }

    @Test
    void tellsOfTheInboxAndTheStream() {
        assertThat(document.path("paths").propertyNames())
                .contains("/api/v1/messages", "/api/v1/stream", "/api/v1/conversations/{id}/reply");
    }
}
