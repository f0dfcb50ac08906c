package dev.switchboard.dispatcher.pace;

import java.time.Duration;
import java.time.Instant;

/** The starts a sender may give to calls: evenly spaced, and none further ahead than a call may be kept waiting. */
public final class Grant {

    private final String sender;
    private final Duration spacing;
    private final Instant last;
    private Instant next;

    /** @param now and {@code next} on the database's clock; a start that was missed is not made up for */
    Grant(String sender, Duration spacing, Instant now, Instant next, Duration lookahead) {
        this.sender = sender;
        this.spacing = spacing;
        this.last = now.plus(lookahead);
        this.next = next.isBefore(now) ? now : next;
    }

    String sender() {
        return sender;
    }

    /** How many starts are left, at most as many as asked for. */
    public int room(int most) {
        return next.isAfter(last)
                ? 0
                : (int) Math.min(most, Duration.between(next, last).dividedBy(spacing) + 1);
    }

    /** Takes the next start that is not before {@code earliest}. */
    public Instant take(Instant earliest) {
        var start = next.isAfter(earliest) ? next : earliest;
        next = start.plus(spacing);
        return start;
    }

    /** The first start nobody took. */
    public Instant next() {
        return next;
    }

    /** How long there will be no room. */
    public Duration closedFor() {
        var closed = Duration.between(last, next);
        return closed.isNegative() ? Duration.ZERO : closed;
    }
}
