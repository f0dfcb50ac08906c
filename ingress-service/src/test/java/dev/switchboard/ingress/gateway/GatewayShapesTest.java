package dev.switchboard.ingress.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.Shapes;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class GatewayShapesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void readsEveryShapeAsTheTableSays() {
        assertThat(Shapes.read("gateway", GatewayShapesTest::read)).isEqualTo(Shapes.expected("gateway"));
    }

    private static Facts read(String fixture) {
        var facts = new Facts();
        facts.parts(
                "",
                () -> GatewayEvent.of(new Webhook(
                                HttpMethod.POST,
                                "/api/whatsapp/webhook/shop",
                                null,
                                new HttpHeaders(),
                                Fixtures.read("gateway/" + fixture),
                                NOW))
                        .facts());
        return facts;
    }
}
