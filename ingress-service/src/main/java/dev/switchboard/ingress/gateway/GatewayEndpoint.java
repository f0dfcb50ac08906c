package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.account.KnownSecrets;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** One address for each session of a gateway. */
@Component
class GatewayEndpoint implements WebhookEndpoint {

    private final GatewayProof proof;
    private final KnownAccounts accounts;
    private final KnownSecrets known;
    private final @Nullable Duration tolerance;
    private final DataSize largest;

    GatewayEndpoint(GatewayProperties properties, KnownAccounts accounts, KnownSecrets known) {
        this.proof = new GatewayProof(properties.mode(), properties.secret(), properties.apiKey());
        this.accounts = accounts;
        this.known = known;
        this.tolerance = properties.tolerance();
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
        var verification = proof(webhook, accounts.now()).verify(webhook);
        var settled = verification instanceof Authentic
                ? verification
                : accounts.again(changed -> authentic(webhook, changed)).orElse(verification);
        return settled instanceof Authentic && isTooOld(webhook) ? new Rejected(Reason.TOO_OLD) : settled;
    }

    /** By the time within the signed body: the one in the header is signed by nobody. */
    private boolean isTooOld(Webhook webhook) {
        if (tolerance == null || webhook.header(Mode.WAHA.header()) == null) {
            return false;
        }
        var time = GatewayEvent.time(webhook.body());
        return time == null
                || Duration.between(time, webhook.receivedAt()).abs().compareTo(tolerance) > 0;
    }

    private Optional<Verification> authentic(Webhook webhook, Accounts accounts) {
        var verification = proof(webhook, accounts).verify(webhook);
        return verification instanceof Authentic ? Optional.of(verification) : Optional.empty();
    }

    /** A session with secrets of its own is believed by them alone, also where its name is written with escapes. */
    private GatewayProof proof(Webhook webhook, Accounts accounts) {
        var session = GatewayEvent.session(webhook.path());
        return accounts.gateway().stream()
                .filter(one -> one.session().equals(session))
                .findFirst()
                .map(proof::of)
                .orElse(proof);
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

    @Override
    public Set<Difference> differences(Webhook webhook) {
        return proof(webhook, accounts.now()).differences(webhook, known::otherThan);
    }

    @Override
    public HttpStatus forged() {
        return HttpStatus.UNAUTHORIZED;
    }
}
