package dev.switchboard.contracts.message;

import dev.switchboard.contracts.Required;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The two ways an id comes to be: derived from what it names (UUIDv5), so that a repetition meets itself, or drawn in
 * the order of time (UUIDv7).
 *
 * <p>A derived id is UUIDv5 in {@link #NAMESPACE} over its parts joined by line feeds, the first part being the kind of
 * thing. Any language computes the same.
 */
final class Identity {

    static final UUID NAMESPACE = UUID.fromString("5b1d7a52-4f0e-5a0c-9a6e-2d6f1c6b7e11");

    private static final String FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    private Identity() {}

    /** The platform's own parser takes {@code 1-1-1-1-1} for an id, and its complaint quotes the text. */
    static UUID parse(String text) {
        Required.that(isWhole(text), "an id is not a UUID");
        return UUID.fromString(text);
    }

    private static boolean isWhole(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            var isRight = FORM.charAt(i) == '-' ? text.charAt(i) == '-' : HexFormat.isHexDigit(text.charAt(i));
            if (!isRight) {
                return false;
            }
        }
        return true;
    }

    static UUID derived(String kind, String... parts) {
        for (var part : parts) {
            Required.that(part.indexOf('\n') < 0, "what an id is derived from holds a line feed");
        }
        var name = kind + "\n" + String.join("\n", parts);
        var sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .flip());
        var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        return versioned(hash.getLong(), hash.getLong(), 5);
    }

    static UUID inOrderOfTime(Clock clock, RandomGenerator random) {
        var high = (clock.millis() << 16) | (random.nextLong() & 0xffff);
        return versioned(high, random.nextLong(), 7);
    }

    private static UUID versioned(long high, long low, int version) {
        return new UUID(
                (high & 0xffff_ffff_ffff_0fffL) | ((long) version << 12),
                (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
