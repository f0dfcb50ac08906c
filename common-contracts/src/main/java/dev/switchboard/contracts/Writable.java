package dev.switchboard.contracts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.contracts.deadletter.CannotWork;

/**
 * JSON can escape what no text in a database holds: U+0000, and one half of a character without the other. A reader that
 * keeps it as it came would go on where another fails, so nobody takes it.
 */
final class Writable {

    private static final int ESCAPE = 6;

    private Writable() {}

    /** @throws CannotWork when the JSON, which is well formed, says such a character */
    static void require(byte[] json) {
        for (var i = 0; i < json.length - 1; i++) {
            if (json[i] == '\\') {
                i += json[i + 1] == 'u' ? requireCharacter(json, i) - 1 : 1;
            }
        }
    }

    /** How many bytes the character takes. */
    private static int requireCharacter(byte[] json, int at) {
        var one = (char) unit(json, at);
        if (Character.isHighSurrogate(one)
                && json.length > at + ESCAPE + 1
                && json[at + ESCAPE] == '\\'
                && json[at + ESCAPE + 1] == 'u'
                && Character.isLowSurrogate((char) unit(json, at + ESCAPE))) {
            return 2 * ESCAPE;
        }
        if (one == 0 || Character.isSurrogate(one)) {
            throw CannotWork.undecodable("it says a character that no text can hold, escaped as \\u"
                    + new String(json, at + 2, 4, ISO_8859_1));
        }
        return ESCAPE;
    }

    private static int unit(byte[] json, int at) {
        return Integer.parseInt(new String(json, at + 2, 4, ISO_8859_1), 16);
    }
}
