package dev.switchboard.simulator.fate;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;

/** Turns a busy recipient's message away twice, then lets it through. */
@Component
public class Turnstile {
    private static final int REFUSALS = 2;
    private static final int REMEMBERED = 10_000;

    private final SequencedMap<String, Integer> refusals = new LinkedHashMap<>();

    public synchronized boolean refuses(String message) {
        var sofar = refusals.merge(message, 1, Integer::sum);
        if (sofar > REFUSALS) {
            refusals.remove(message);
        }
        if (refusals.size() > REMEMBERED) {
            refusals.pollFirstEntry();
        }
        return sofar <= REFUSALS;
    }
}
