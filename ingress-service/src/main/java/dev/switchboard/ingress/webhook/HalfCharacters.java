package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * JSON may escape one half of a character without the other, as where an emoji was cut in two, and U+0000. No text can be
 * kept with it, and so the sign that stands for what is lost takes its place.
 */
final class HalfCharacters {

    private static final int ESCAPE = 6;
    private static final String LOST = "\\ufffd";

    private HalfCharacters() {}

    static byte[] replaced(byte[] json) {
        return mayHold(json) ? mended(json) : json;
    }

    /** All of them are escaped with a {@code 0} or {@code d} behind the {@code u}: without one nothing is copied. */
    private static boolean mayHold(byte[] json) {
        for (int i = 0; i + ESCAPE <= json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && "0dD".indexOf(json[i + 2]) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] mended(byte[] json) {
        var text = new String(json, ISO_8859_1);
        var mended = new StringBuilder(text.length());
        var isMended = false;
        for (int i = 0; i < text.length(); ) {
            var length = text.charAt(i) == '\\' ? 2 : 1;
            var half = escaped(text, i);
            if (isHigh(half) && isLow(escaped(text, i + ESCAPE))) {
                length = 2 * ESCAPE;
            } else if (half == 0 || isHigh(half) || isLow(half)) {
                mended.append(LOST);
                isMended = true;
                i += ESCAPE;
                continue;
            }
            mended.append(text, i, Math.min(text.length(), i + length));
            i += length;
        }
        return isMended ? mended.toString().getBytes(ISO_8859_1) : json;
    }

    /** The character an escape stands for, or -1 where there is none. */
    private static int escaped(String text, int at) {
        if (at + ESCAPE > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return -1;
        }
        var value = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            var digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    private static boolean isHigh(int c) {
        return c >= Character.MIN_HIGH_SURROGATE && c <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int c) {
        return c >= Character.MIN_LOW_SURROGATE && c <= Character.MAX_LOW_SURROGATE;
    }
}
