package dev.switchboard.simulator.callback;

import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.message.Report.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Callbacks that were given up, oldest first, and how many went which way. */
@Component
class Undelivered {
    private final Deque<Callback> waiting = new ArrayDeque<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final int keep;

    Undelivered(SimulatorProperties properties) {
        keep = properties.keep();
    }

    synchronized void concluded(Callback callback, Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
        if (outcome == Outcome.FAILED) {
            waiting.add(callback);
        }
        if (waiting.size() > keep) {
            waiting.remove();
        }
    }

    synchronized List<Callback> take() {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    synchronized void forget() {
        waiting.clear();
        counts.clear();
    }
}
