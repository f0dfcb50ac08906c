package dev.switchboard.ingress.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.Shapes;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.reply.Answers;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class TwilioShapesTest {

    private static final KnownFailures FAILURES = KnownFailures.builtIn(Provider.TWILIO);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final Supplier<Answers> NO_ANSWERS = () -> new Answers(List.of(), List.of());

    @Test
    void readsEveryShapeAsTheTableSays() {
        assertThat(Shapes.read("twilio", TwilioShapesTest::read)).isEqualTo(Shapes.expected("twilio"));
    }

    private static Facts read(String fixture) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        var signature = new TwilioSignature(
                RotatingSecret.of("token", null, null),
                KnownAccounts.none(),
                new SignedUrl("https://gw.example.com", Map.of()));
        var doctor = new TwilioDoctor(signature, _ -> List.of());
        var webhooks = new TwilioWebhooks();
        var endpoint = fixture.startsWith("call-inbound") || fixture.startsWith("call-from")
                ? webhooks.twilioVoice(
                        signature, doctor, new VoiceProperties("Hello", "alice", "en", List.of()), NO_ANSWERS)
                : fixture.startsWith("call-")
                        ? webhooks.twilioVoiceStatus(signature, doctor)
                        : fixture.startsWith("status-")
                                ? webhooks.twilioStatus(signature, doctor, FAILURES)
                                : webhooks.twilioInbound(signature, doctor, FAILURES);
        return endpoint.read(new Webhook(
                HttpMethod.POST, "/api/webhooks/status", null, headers, Fixtures.read("twilio/" + fixture), NOW));
    }
}
