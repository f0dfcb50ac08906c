package dev.switchboard.operator.replay;

import dev.switchboard.contracts.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Of all records of a plan together, in whatever order they are read: the same only if each of them is. */
final class Fingerprint {

    private final byte[] sum = new byte[32];

    void add(RecordPosition position, byte @Nullable [] key, byte @Nullable [] value) {
        var digest = sha256();
        digest.update(position.toString().getBytes(StandardCharsets.UTF_8));
        update(digest, key);
        update(digest, value);
        var one = digest.digest();
        for (var i = 0; i < sum.length; i++) {
            sum[i] ^= one[i];
        }
    }

    String hex() {
        return HexFormat.of().formatHex(sum);
    }

    /** A missing part is not an empty one, and where one ends and the next begins is part of it. */
    private static void update(MessageDigest digest, byte @Nullable [] part) {
        digest.update((part == null ? "-" : part.length + ":").getBytes(StandardCharsets.US_ASCII));
        if (part != null) {
            digest.update(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
