package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.Treatment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** How far a replay is: one line that moves on a terminal, a line every few seconds elsewhere. */
final class Progress {

    private static final int WIDTH = 20;
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final PrintWriter errors;
    private final boolean terminal;
    private final long total;
    private final double perSecond;
    private final long begun = System.nanoTime();
    private long shownAt;

    Progress(PrintWriter errors, boolean terminal, long total, double perSecond) {
        this.errors = errors;
        this.terminal = terminal;
        this.total = total;
        this.perSecond = perSecond;
    }

    void show(Map<Treatment, Long> counts, long died) {
        var done = counts.values().stream().mapToLong(Long::longValue).sum();
        say(line(done, died));
    }

    private String line(long done, long died) {
        var seconds = Math.max((System.nanoTime() - begun) / 1e9, 0.001);
        var rate = done / seconds;
        var left = rate < 0.01 ? (total - done) / perSecond : (total - done) / rate;
        var filled = total == 0 ? WIDTH : (int) (done * WIDTH / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d/%d  %.1f/s  %s left  died again %d",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                done,
                total,
                rate,
                words(left),
                died);
    }

    static String words(double seconds) {
        if (seconds < 90) {
            return Math.max(0, Math.round(seconds)) + " s";
        }
        return seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
    }

    void waiting(String reader, long behind, long maxLag) {
        say("waiting: " + reader + " is " + behind + " records behind, and may be " + maxLag + " (--max-lag)");
    }

    void canaries(int count) {
        clear();
        errors.println("canary " + count + "/" + count + " read, none died again");
    }

    private void say(String line) {
        if (terminal) {
            errors.print("\r\033[K" + line);
            errors.flush();
        } else if (shownAt == 0 || System.nanoTime() - shownAt > LINE_EVERY.toNanos()) {
            errors.println(line);
            shownAt = System.nanoTime();
        }
    }

    /** What comes next begins on a line of its own. */
    void clear() {
        if (terminal) {
            errors.print("\r\033[K");
            errors.flush();
        }
    }
}
