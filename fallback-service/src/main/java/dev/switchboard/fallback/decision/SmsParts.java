package dev.switchboard.fallback.decision;

import java.text.BreakIterator;
import java.util.Locale;

/** How many parts an SMS is sent in, and paid for: one sign outside the GSM alphabet makes all of them shorter. */
final class SmsParts {

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_AS_TWO = "^{}\\[~]|€\f";
    private static final int ALONE = 160;
    private static final String CUT = "...";

    private SmsParts() {}

    static int of(String text) {
        return text.chars().allMatch(SmsParts::isGsm) ? parts(septets(text), ALONE, 153) : parts(text.length(), 70, 67);
    }

    /** As much as fits, to the end of a word; the last line stays whole where it is a link. */
    static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        var lastLine = text.lastIndexOf('\n');
        var link = lastLine >= 0 && text.startsWith("http", lastLine + 1) ? text.substring(lastLine) : "";
        var words = text.substring(0, text.length() - link.length());
        return cut(words.substring(0, Math.min(words.length(), most * ALONE)), CUT + link, most);
    }

    private static String cut(String words, String rest, int most) {
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(words);
        for (var end = breaks.last(); end > 0; end = breaks.previous()) {
            var text = words.substring(0, end).stripTrailing() + rest;
            if (of(text) <= most) {
                return text;
            }
        }
        return characters(words, rest, most);
    }

    /** One word that is longer than an SMS. */
    private static String characters(String words, String rest, int most) {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(words);
        for (var end = breaks.last(); end > 0; end = breaks.previous()) {
            if (of(words.substring(0, end) + rest) <= most) {
                return words.substring(0, end) + rest;
            }
        }
        return rest.substring(CUT.length()).strip();
    }

    private static boolean isGsm(int sign) {
        return GSM.indexOf(sign) >= 0 || GSM_AS_TWO.indexOf(sign) >= 0;
    }

    private static int parts(int length, int alone, int together) {
        return length <= alone ? 1 : (length + together - 1) / together;
    }

    private static int septets(String text) {
        return (int) (text.length()
                + text.chars().filter(sign -> GSM_AS_TWO.indexOf(sign) >= 0).count());
    }
}
