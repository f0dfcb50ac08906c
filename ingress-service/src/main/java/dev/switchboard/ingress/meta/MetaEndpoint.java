package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.account.KnownSecrets;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.HmacDoctor;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Webhook;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** The one address Meta calls: by GET to shake hands, by POST with everything else. */
@Component
class MetaEndpoint implements WebhookEndpoint {

    private final MetaSignature signature;
    private final RotatingSecret verifyToken;
    private final KnownAccounts accounts;
    private final DataSize largest;
    private final KnownSecrets known;
    private final KnownFailures failures;

    MetaEndpoint(IngressProperties properties, KnownAccounts accounts, KnownSecrets known, KnownFailures metaFailures) {
        this.accounts = accounts;
        this.signature = new MetaSignature(properties.meta().appSecret(), accounts);
        this.verifyToken = properties.meta().verifyToken();
        this.largest = properties.largestWebhook();
        this.known = known;
        this.failures = metaFailures;
    }

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Map<String, String> paths() {
        return Map.of("meta", "/api/whatsapp/webhook");
    }

    @Override
    public DataSize largest() {
        return largest;
    }

    @Override
    public Optional<Answer> greeting(Webhook webhook) {
        return webhook.isPost() ? Optional.empty() : Optional.of(handshake(webhook));
    }

    @Override
    public Verification verify(Webhook webhook) {
        return signature.verify(webhook);
    }

    @Override
    public Facts read(Webhook webhook) {
        return MetaEnvelope.read(webhook, failures, OfOtherApps.none());
    }

    /** The settings' own secret speaks for all. */
    @Override
    public Facts read(Webhook webhook, Authentic proven) {
        var others = proven.account().map(app -> OfOtherApps.than(app, accounts.now()));
        return MetaEnvelope.read(webhook, failures, others.orElseGet(OfOtherApps::none));
    }

    @Override
    public Answer accepted(Webhook webhook) {
        return Answer.ok(MediaType.APPLICATION_JSON, "{\"success\":true}");
    }

    @Override
    public HttpStatus forged() {
        return HttpStatus.UNAUTHORIZED;
    }

    @Override
    public Set<Difference> differences(Webhook webhook) {
        var own = signature.secrets();
        return new HmacDoctor(MetaSignature.HEADER, MetaSignature.WAY, own, known.otherThan(own)).differences(webhook);
    }

    /** {@code ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=1158201444}: who knows the token reads its challenge. */
    private Answer handshake(Webhook webhook) {
        var query = webhook.parameters();
        var token = query.get("hub.verify_token");
        var challenge = query.get("hub.challenge");
        var known = token != null
                && accounts.firstThat(verifyToken, KnownAccounts::verifyTokens, secret -> secret.matches(token))
                        .isPresent();
        return known && "subscribe".equals(query.get("hub.mode")) && challenge != null
                ? Answer.ok(MediaType.TEXT_PLAIN, challenge)
                : Answer.nothing(HttpStatus.FORBIDDEN);
    }
}
