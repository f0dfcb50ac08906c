package dev.switchboard.dispatcher.dispatch;

import java.util.Locale;

/** What stands behind a provider's name in this process, decided once at the start. */
public enum Mode {
    LIVE,
    SIMULATOR,
    ABSENT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
