package dev.switchboard.status.message;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an id begins, as somebody copied it from a log or a provider's page. */
public record IdPrefix(String text) {

    /** Shorter ones would find everything. */
    private static final int SHORTEST = 4;

    private static final int LONGEST = 200;
    private static final int UUID_DIGITS = 32;
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{1,32}");

    public IdPrefix {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw new IllegalArgumentException("an id's beginning has " + SHORTEST + " to " + LONGEST + " characters");
        }
    }

    /** All ids of ours that begin so. */
    record Range(UUID lowest, UUID highest) {}

    @Nullable
    Range ours() {
        var digits = text.replace("-", "");
        return HEX.matcher(digits).matches() ? new Range(filled(digits, "0"), filled(digits, "f")) : null;
    }

    private static UUID filled(String digits, String with) {
        var all = digits + with.repeat(UUID_DIGITS - digits.length());
        return UUID.fromString(all.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    /** For {@code like}: the characters it knows mean themselves here. */
    String form() {
        return text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
