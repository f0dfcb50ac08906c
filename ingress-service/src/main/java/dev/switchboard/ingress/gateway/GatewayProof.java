package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.settings.Accounts.GatewaySession;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.HmacDoctor;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A gateway proves itself by a signature over the raw body where it can, else by a key it shows ({@code x-api-key}). Who
 * brings a signature is judged by it alone: a key beside a wrong one helps nothing.
 */
record GatewayProof(Mode mode, RotatingSecret secret, RotatingSecret apiKey) {

    static final String API_KEY = "x-api-key";

    /** Of one session: what it does not say is as everywhere, but for the secrets. */
    GatewayProof of(GatewaySession session) {
        var name = session.name() == null ? "gateway" : session.name();
        return new GatewayProof(
                session.signature() == null ? mode : mode.as(session.signature()),
                session.secret() == null ? RotatingSecret.none() : RotatingSecret.of(name, session.secret()),
                session.apiKey() == null ? RotatingSecret.none() : RotatingSecret.of(name, session.apiKey()));
    }

    Verification verify(Webhook webhook) {
        if (webhook.header(mode.header()) != null) {
            return signed(webhook, mode);
        }
        if (webhook.header(Mode.WAHA.header()) != null) {
            return signed(webhook, Mode.WAHA);
        }
        var key = webhook.header(API_KEY);
        return key == null ? new Rejected(Reason.NO_SIGNATURE) : known(key);
    }

    /** Which mistake explains a wrong signature, or a key that is another of our secrets. */
    Set<Difference> differences(Webhook webhook, UnaryOperator<List<Secret>> others) {
        var by = webhook.header(Mode.WAHA.header()) == null ? mode : Mode.WAHA;
        var own = secret.secrets();
        var explained = new HmacDoctor(by.header(), by.way(), own, others.apply(own)).differences(webhook);
        return explained.isEmpty() && showsAnother(webhook, others) ? Set.of(Difference.OTHER_SECRET) : explained;
    }

    private boolean showsAnother(Webhook webhook, UnaryOperator<List<Secret>> others) {
        var key = webhook.header(API_KEY);
        return key != null && others.apply(apiKey.secrets()).stream().anyMatch(other -> other.matches(key));
    }

    private Verification signed(Webhook webhook, Mode by) {
        var told = webhook.header(by.header());
        var signature = told == null ? null : by.read(told);
        if (secret.isEmpty()) {
            return new Rejected(Reason.NOT_CONFIGURED);
        }
        if (signature == null) {
            return new Rejected(Reason.WRONG_SIGNATURE);
        }
        return secret.firstThat(one -> MessageDigest.isEqual(by.sign(one, webhook.body()), signature))
                .<Verification>map(Authentic::new)
                .orElse(new Rejected(Reason.WRONG_SIGNATURE));
    }

    private Verification known(String key) {
        if (apiKey.isEmpty()) {
            return new Rejected(Reason.NOT_CONFIGURED);
        }
        return apiKey.firstThat(one -> one.matches(key))
                .<Verification>map(Authentic::new)
                .orElse(new Rejected(Reason.WRONG_SIGNATURE));
    }
}
