package dev.switchboard.ingress.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.Shapes;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class MetaShapesTest {

    private static final KnownFailures FAILURES = KnownFailures.builtIn(Provider.META);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void readsEveryShapeAsTheTableSays() {
        assertThat(Shapes.read("meta", MetaShapesTest::read)).isEqualTo(Shapes.expected("meta"));
    }

    private static Facts read(String fixture) {
        return MetaEnvelope.read(
                new Webhook(
                        HttpMethod.POST,
                        "/api/whatsapp/webhook",
                        null,
                        new HttpHeaders(),
                        Fixtures.read("meta/" + fixture),
                        NOW),
                FAILURES,
                OfOtherApps.none());
    }
}
