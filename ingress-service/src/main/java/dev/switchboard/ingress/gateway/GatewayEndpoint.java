package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Webhook;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** One address for each session of a gateway. */
@Component
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayEndpoint implements WebhookEndpoint {

    private final GatewayProof proof;
    private final DataSize largest;

    GatewayEndpoint(GatewayProperties properties) {
        this.proof = new GatewayProof(properties.mode(), properties.secret(), properties.apiKey());
        this.largest = properties.largestWebhook();
    }

    @Override
    public Provider provider() {
        return Provider.GATEWAY;
    }

    @Override
    public Map<String, String> paths() {
        return Map.of("gateway", "/api/whatsapp/webhook/{sessionId}");
    }

    @Override
    public DataSize largest() {
        return largest;
    }

    /** Whoever sets a gateway up looks whether the address is right; there is no handshake to answer. */
    @Override
    public Optional<Answer> greeting(Webhook webhook) {
        return webhook.isPost() ? Optional.empty() : Optional.of(accepted(webhook));
    }

    @Override
    public Verification verify(Webhook webhook) {
        return proof.verify(webhook);
    }

    @Override
    public Facts read(Webhook webhook) {
        var facts = new Facts();
        facts.parts("", () -> GatewayEvent.of(webhook).facts());
        return facts;
    }

    @Override
    public Answer accepted(Webhook webhook) {
        return Answer.ok(MediaType.APPLICATION_JSON, "{\"success\":true}");
    }

    /** Another way to sign with the same secret is what goes wrong here. */
    @Override
    public Set<Difference> differences(Webhook webhook) {
        return proof.explains(webhook) ? Set.of(Difference.WAY_TO_SIGN) : Set.of();
    }

    @Override
    public HttpStatus forged() {
        return HttpStatus.UNAUTHORIZED;
    }
}
