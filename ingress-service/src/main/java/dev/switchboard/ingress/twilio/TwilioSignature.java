package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1, keyed with the account's token, over the requested URL followed by every name
 * and value of the form in the order of the names. A JSON body is not appended but hashed, and its hash stands in the
 * query.
 */
record TwilioSignature(RotatingSecret tokens, KnownAccounts accounts, SignedUrl url) {

    static final String HEADER = "X-Twilio-Signature";

    private static final String BODY_HASH = "bodySHA256";

    Verification verify(Webhook webhook) {
        var signature = webhook.header(HEADER);
        if (signature == null || signature.isBlank()) {
            return new Rejected(Reason.NO_SIGNATURE);
        }
        var form = webhook.isJson() ? null : webhook.form();
        var account = account(form);
        if (tokens.isEmpty()
                && KnownAccounts.ofTwilio(accounts.now(), account).findAny().isEmpty()) {
            return new Rejected(Reason.NOT_CONFIGURED);
        }
        if (webhook.isJson() && !bodyIsTheOneInTheQuery(webhook)) {
            return new Rejected(Reason.WRONG_SIGNATURE);
        }
        var appended = form != null && webhook.isPost() ? signedText(form) : "";
        // An account's token proves nothing about another account.
        return accounts.firstThat(
                        tokens,
                        all -> KnownAccounts.ofTwilio(all, account),
                        token -> equal(sign(token, url.usual(webhook) + appended), signature)
                                || url.others(webhook)
                                        .anyMatch(other -> equal(sign(token, other + appended), signature)))
                .<Verification>map(Authentic::new)
                .orElse(new Rejected(Reason.WRONG_SIGNATURE));
    }

    /** All that may have signed this one. */
    List<Secret> secrets(Webhook webhook) {
        var account = account(webhook.isJson() ? null : webhook.form());
        return Stream.concat(Stream.of(tokens), KnownAccounts.ofTwilio(accounts.now(), account))
                .flatMap(secret -> secret.secrets().stream())
                .toList();
    }

    private static @Nullable String account(@Nullable Parameters form) {
        return form == null ? null : form.get("AccountSid");
    }

    static String sign(Secret token, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.bytes(), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** A repeated name counts once for each of its values, a blank value counts as its name. */
    static String signedText(Parameters form) {
        var fields = new ArrayList<>(form.values().entrySet());
        fields.sort(Map.Entry.comparingByKey());
        var text = new StringBuilder();
        for (var field : fields) {
            var values = field.getValue();
            for (var value : values.size() == 1 ? values : new TreeSet<>(values)) {
                text.append(field.getKey()).append(value);
            }
        }
        return text.toString();
    }

    private static boolean bodyIsTheOneInTheQuery(Webhook webhook) {
        var expected = webhook.parameters().get(BODY_HASH);
        return expected != null && equal(sha256(webhook.body()), expected);
    }

    private static boolean equal(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
