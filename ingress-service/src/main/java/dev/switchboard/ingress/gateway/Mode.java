package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.settings.Accounts.SignatureForm;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.webhook.HmacDoctor.Way;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How a gateway signs: which header, what stands before the signature, how it is written, which hash. */
record Mode(String header, String prefix, Encoding encoding, Algorithm algorithm) {

    /** WAHA says it with a header of its own and leaves no choice. */
    static final Mode WAHA = new Mode("X-Webhook-Hmac", "", Encoding.HEX, Algorithm.SHA512);

    enum Encoding {
        HEX,
        BASE64
    }

    enum Algorithm {
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String mac;

        Algorithm(String mac) {
            this.mac = mac;
        }
    }

    /** As a session of its own has it. */
    Mode as(SignatureForm own) {
        return new Mode(
                own.header() == null ? header : own.header(),
                own.prefix() == null ? prefix : "none".equals(own.prefix()) ? "" : own.prefix(),
                own.encoding() == null
                        ? encoding
                        : Encoding.valueOf(own.encoding().toUpperCase(Locale.ROOT)),
                own.algorithm() == null
                        ? algorithm
                        : Algorithm.valueOf(own.algorithm().toUpperCase(Locale.ROOT)));
    }

    Way way() {
        return new Way(prefix, encoding == Encoding.HEX, algorithm.mac);
    }

    byte[] sign(Secret secret, byte[] body) {
        try {
            var mac = Mac.getInstance(algorithm.mac);
            mac.init(new SecretKeySpec(secret.bytes(), algorithm.mac));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm.mac, e);
        }
    }

    /** The bytes a header stands for; null where it is not written as agreed. */
    byte @Nullable [] read(String header) {
        if (!header.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return null;
        }
        var text = header.substring(prefix.length()).strip();
        try {
            return switch (encoding) {
                case HEX -> HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
                case BASE64 -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
