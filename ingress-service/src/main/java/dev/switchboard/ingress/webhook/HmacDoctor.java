package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tries what goes wrong with a signature over a body: another of our secrets, another way to write it or to compute it, a
 * body that something before us wrote anew. Fewest changes first.
 *
 * @param own the secrets it should be made with
 * @param others all others we know
 */
public record HmacDoctor(String header, Way agreed, List<Secret> own, List<Secret> others) {

    /** Of a larger body only the bytes as they are are tried. */
    private static final int LARGEST_REWRITTEN = 256 << 10;

    private static final List<String> ALGORITHMS = List.of("HmacSHA256", "HmacSHA512", "HmacSHA1");
    private static final List<String> PREFIXES = List.of("", "sha256=", "sha512=", "sha1=", "hmac-sha256=", "v1=");

    /** How a signature is written and made. */
    public record Way(String prefix, boolean isHex, String algorithm) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Reading(String header, Way way, byte[] signature) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Attempt(Set<Difference> differences, Reading reading, Secret secret, byte[] body) {}

    public Set<Difference> differences(Webhook webhook) {
        return attempts(webhook).stream()
                .filter(attempt -> !attempt.differences.isEmpty())
                .sorted(Comparator.comparingInt(attempt -> attempt.differences.size()))
                .filter(HmacDoctor::matches)
                .findFirst()
                .<Set<Difference>>map(Attempt::differences)
                .orElse(Set.of());
    }

    /** Whether anything in the headers looks like a signature at all. */
    static boolean isSigned(Webhook webhook) {
        return !headers(webhook).isEmpty();
    }

    private static List<String> headers(Webhook webhook) {
        return webhook.headers().headerNames().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(signature|hmac)(-256)?"))
                .toList();
    }

    private List<Attempt> attempts(Webhook webhook) {
        var attempts = new ArrayList<Attempt>();
        var bodies = bodies(webhook);
        for (var reading : readings(webhook)) {
            for (int n = 0; n < bodies.size(); n++) {
                var body = bodies.get(n);
                var changed = n == 0 ? null : Difference.BODY;
                own.forEach(secret -> attempts.add(attempt(reading, body, secret, changed, null)));
                others.forEach(
                        secret -> attempts.add(attempt(reading, body, secret, changed, Difference.OTHER_SECRET)));
            }
        }
        return attempts;
    }

    private Attempt attempt(
            Reading reading, byte[] body, Secret secret, @Nullable Difference ofBody, @Nullable Difference ofSecret) {
        var differences = EnumSet.noneOf(Difference.class);
        Stream.of(ofBody, ofSecret).filter(Objects::nonNull).forEach(differences::add);
        if (!reading.way.equals(agreed)) {
            differences.add(Difference.WAY_TO_SIGN);
        }
        if (!reading.header.equalsIgnoreCase(header)) {
            differences.add(Difference.HEADER);
        }
        return new Attempt(differences, reading, secret, body);
    }

    private List<Reading> readings(Webhook webhook) {
        var readings = new ArrayList<Reading>();
        for (var name : headers(webhook)) {
            var told = webhook.header(name);
            for (var prefix : PREFIXES) {
                if (told != null && told.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    var text = told.substring(prefix.length()).strip();
                    read(name, prefix, text, true, readings);
                    read(name, prefix, text, false, readings);
                }
            }
        }
        return readings;
    }

    private static void read(String header, String prefix, String text, boolean isHex, List<Reading> readings) {
        try {
            var signature = isHex
                    ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            ALGORITHMS.forEach(
                    algorithm -> readings.add(new Reading(header, new Way(prefix, isHex, algorithm), signature)));
        } catch (IllegalArgumentException _) {
            // Not written like that.
        }
    }

    private static List<byte[]> bodies(Webhook webhook) {
        var bodies = new ArrayList<byte[]>();
        bodies.add(webhook.body());
        if (webhook.body().length <= LARGEST_REWRITTEN) {
            bodies.addAll(RewrittenJson.of(webhook.body()));
        }
        return bodies;
    }

    private static boolean matches(Attempt attempt) {
        try {
            var algorithm = attempt.reading.way.algorithm;
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(attempt.secret.bytes(), algorithm));
            return MessageDigest.isEqual(mac.doFinal(attempt.body), attempt.reading.signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has these hashes", e);
        }
    }

    @Override
    public String toString() {
        return "HmacDoctor[" + header + "]";
    }
}
