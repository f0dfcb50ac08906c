package dev.switchboard.contracts.failure;

import dev.switchboard.contracts.Unfit;
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
        if (word.isEmpty()) {
            return MESSAGE;
        }
        for (var reach : values()) {
            if (reach.name().toLowerCase(Locale.ROOT).equals(word)) {
                return reach;
            }
        }
        throw new Unfit("the third column is none of pair, template, sender, account");
    }
}
