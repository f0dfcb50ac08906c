package dev.switchboard.dispatcher.pace;

import dev.switchboard.dispatcher.pace.Pairs.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Hands out the turns of pairs: at once while the burst lasts, then one per interval. */
public final class Turns {

    record Turn(Instant evenAt, int strikes) {}

    private final Map<Pair, Turn> turns;
    private final Map<Pair, Turn> taken = new HashMap<>();
    private final Instant now;
    private final Duration interval;
    private final Duration burst;

    Turns(Map<Pair, Turn> turns, Instant now, Duration interval, Duration burst) {
        this.turns = turns;
        this.now = now;
        this.interval = interval;
        this.burst = burst;
    }

    /** Reserves the pair's next turn; when it is, now or later. */
    public Instant take(Pair pair) {
        var turn = turns.getOrDefault(pair, new Turn(Instant.EPOCH, 0));
        var even = turn.evenAt().isBefore(now) ? now : turn.evenAt();
        var start = even.minus(burst);
        var next = new Turn(even.plus(interval), turn.strikes());
        turns.put(pair, next);
        taken.put(pair, next);
        return start.isBefore(now) ? now : start;
    }

    public int strikes(Pair pair) {
        var turn = turns.get(pair);
        return turn == null ? 0 : turn.strikes();
    }

    Map<Pair, Turn> taken() {
        return taken;
    }
}
