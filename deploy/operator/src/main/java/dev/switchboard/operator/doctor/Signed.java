package dev.switchboard.operator.doctor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request as a provider would sign it; the smallest there is, because only the signature is of interest. */
record Signed(String provider, String path, String headers, String body) {

    static Signed byTwilio(String base, String token) {
        var path = "/api/v1/whatsapp/status";
        var signature = Base64.getEncoder().encodeToString(hmac("HmacSHA1", token, base + path + "MessageSidSM0"));
        return new Signed(
                "Twilio",
                path,
                "Content-Type: application/x-www-form-urlencoded\nX-Twilio-Signature: " + signature,
                "MessageSid=SM0");
    }

    static Signed byMeta(String secret) {
        var signature = "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, "{}"));
        return new Signed(
                "Meta",
                "/api/whatsapp/webhook",
                "Content-Type: application/json\nX-Hub-Signature-256: " + signature,
                "{}");
    }

    private static byte[] hmac(String algorithm, String secret, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "Signed[" + provider + "]";
    }
}
