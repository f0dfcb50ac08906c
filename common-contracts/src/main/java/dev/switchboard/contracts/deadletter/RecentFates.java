package dev.switchboard.contracts.deadletter;

/** Of the last twenty records: how many failed for no reason of their own. */
final class RecentFates {

    private static final int REMEMBERED = 20;
    private static final int ALL = (1 << REMEMBERED) - 1;

    private int seen;
    private int failures;

    synchronized void worked(int records) {
        for (var i = 0; i < Math.min(records, REMEMBERED); i++) {
            remember(0);
        }
    }

    synchronized void failed() {
        remember(1);
    }

    synchronized boolean mostlyFailed() {
        return seen == REMEMBERED && Integer.bitCount(failures) > REMEMBERED / 2;
    }

    private void remember(int failure) {
        seen = Math.min(seen + 1, REMEMBERED);
        failures = (failures << 1 | failure) & ALL;
    }
}
