package dev.switchboard.ingress.gateway;

import dev.switchboard.ingress.RotatingSecret;
import dev.switchboard.ingress.gateway.Mode.Algorithm;
import dev.switchboard.ingress.gateway.Mode.Encoding;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.security.MessageDigest;

/**
 * A gateway proves itself by a signature over the raw body where it can, else by a key it shows ({@code x-api-key}). Who
 * brings a signature is judged by it alone: a key beside a wrong one helps nothing.
 */
record GatewayProof(Mode mode, RotatingSecret secret, RotatingSecret apiKey) {

    static final String API_KEY = "x-api-key";

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

    /** Whether the signature is one of ours, only written or hashed otherwise than agreed. */
    boolean explains(Webhook webhook) {
        for (var encoding : Encoding.values()) {
            for (var algorithm : Algorithm.values()) {
                for (var prefix : new String[] {"", "sha256=", "sha512="}) {
                    var other = new Mode(mode.header(), prefix, encoding, algorithm);
                    if (webhook.header(mode.header()) != null && signed(webhook, other) instanceof Authentic) {
                        return true;
                    }
                }
            }
        }
        return false;
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
