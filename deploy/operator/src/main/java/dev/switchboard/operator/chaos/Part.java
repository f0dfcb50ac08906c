package dev.switchboard.operator.chaos;

import java.util.Locale;

/** What of a dev can be stopped; typed in small letters. */
enum Part {
    BROKER,
    INGRESS,
    DISPATCHER,
    STATUS,
    FALLBACK,
    SIMULATOR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
