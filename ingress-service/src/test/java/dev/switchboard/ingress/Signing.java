package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What providers do before they call: written once more, so that no mistake of ours proves itself right. */
public final class Signing {

    private Signing() {}

    public static byte[] hmac(String algorithm, String secret, byte[] text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String hex(String algorithm, String secret, byte[] text) {
        return HexFormat.of().formatHex(hmac(algorithm, secret, text));
    }

    static String twilio(String token, String url, byte[] form) {
        var names = new TreeMap<String, TreeSet<String>>();
        for (var pair : new String(form, ISO_8859_1).split("&")) {
            if (!pair.isEmpty()) {
                var parts = pair.split("=", 2);
                names.computeIfAbsent(decoded(parts[0]), _ -> new TreeSet<>())
                        .add(parts.length < 2 ? "" : decoded(parts[1]));
            }
        }
        var text = new StringBuilder(url);
        names.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        return Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", token, text.toString().getBytes(UTF_8)));
    }

    /** A percent sign that escapes nothing stands for itself. */
    private static String decoded(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%' && text.substring(i).matches("(?s)%\\p{XDigit}{2}.*")) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(UTF_8);
    }
}
