package dev.switchboard.dispatcher.dispatch;

import java.util.Locale;

/** What a failure is a failure of, and so what else will meet it. */
public enum Reach {
    MESSAGE,
    /** Everything from this sender to this recipient. */
    PAIR,
    TEMPLATE,
    SENDER,
    ACCOUNT;

    static Reach of(String word) {
        return word.isBlank() ? MESSAGE : valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
