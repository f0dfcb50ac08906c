package dev.switchboard.ingress.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.Shapes;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class GatewayShapesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void readsEveryShapeAsTheTableSays() {
        var read = new TreeMap<String, String>();
        Shapes.fixtures("gateway").forEach(fixture -> read.put(fixture, Shapes.of(read(fixture))));

        assertThat(lines(read)).isEqualTo(lines(Shapes.expected("gateway")));
    }

    private static String lines(Map<String, String> shapes) {
        var lines = new StringBuilder();
        shapes.forEach((fixture, shape) ->
                lines.append(fixture).append(" -> ").append(shape).append('\n'));
        return lines.toString();
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
