package dev.switchboard.dispatcher.twilio;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many pieces an SMS is cut into: 160 characters of the GSM alphabet fit into one, 70 where a single character is not
 * of it, and fewer into each of several.
 *
 * @param foreign the first character that is not in the GSM alphabet, as {@code U+2019}
 */
record SmsLength(int segments, @Nullable String foreign) {

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Each of these takes the room of two. */
    private static final String GSM_EXTENSION = "^{}\\[~]|€\f";

    static SmsLength of(String text) {
        return text.codePoints()
                .filter(character -> gsmRoom(character) == 0)
                .mapToObj(character -> new SmsLength(
                        segments(text.codePoints().map(Character::charCount), 70, 67), "U+%04X".formatted(character)))
                .findFirst()
                .orElseGet(() -> new SmsLength(segments(text.codePoints().map(SmsLength::gsmRoom), 160, 153), null));
    }

    private static int gsmRoom(int character) {
        if (GSM.indexOf(character) >= 0) {
            return 1;
        }
        return GSM_EXTENSION.indexOf(character) >= 0 ? 2 : 0;
    }

    /** A character that needs two places does not begin in one piece and end in the next. */
    private static int segments(IntStream rooms, int alone, int together) {
        var each = rooms.toArray();
        if (IntStream.of(each).sum() <= alone) {
            return 1;
        }
        var segments = 1;
        var used = 0;
        for (var room : each) {
            if (used + room > together) {
                segments++;
                used = 0;
            }
            used += room;
        }
        return segments;
    }
}
