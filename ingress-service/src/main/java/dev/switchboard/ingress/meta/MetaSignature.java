package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.HmacDoctor.Way;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Hub-Signature-256: sha256=<hex>}: HMAC-SHA256 of the body, keyed with the app's secret. Of the bytes as they
 * came: Meta escapes what is not ASCII and signs that, and no parser writes it back the same.
 */
record MetaSignature(RotatingSecret appSecret, KnownAccounts accounts) {

    static final String HEADER = "X-Hub-Signature-256";

    private static final String PREFIX = "sha256=";

    static final Way WAY = new Way(PREFIX, true, "HmacSHA256");

    /** All that may have signed one. */
    List<Secret> secrets() {
        return Stream.concat(Stream.of(appSecret), KnownAccounts.ofMeta(accounts.now()))
                .flatMap(secret -> secret.secrets().stream())
                .toList();
    }

    Verification verify(Webhook webhook) {
        var signature = webhook.header(HEADER);
        if (signature == null || signature.isBlank()) {
            return new Rejected(Reason.NO_SIGNATURE);
        }
        if (appSecret.isEmpty() && accounts.now().meta().isEmpty()) {
            return new Rejected(Reason.NOT_CONFIGURED);
        }
        return accounts.firstThat(
                        appSecret,
                        KnownAccounts::ofMeta,
                        secret -> MessageDigest.isEqual(
                                sign(secret, webhook.body()).getBytes(StandardCharsets.UTF_8),
                                signature.getBytes(StandardCharsets.UTF_8)))
                .<Verification>map(Authentic::new)
                .orElse(new Rejected(Reason.WRONG_SIGNATURE));
    }

    static String sign(Secret secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
