package dev.switchboard.simulator.message;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The newest creates that were refused for what stood in them. */
@Component
public class Rejections {
    private static final int KEPT = 500;

    private final Deque<Rejection> newestFirst = new ArrayDeque<>();
    private final Clock clock;

    Rejections(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(Provider provider, int code, List<String> problems, Map<String, Object> request) {
        newestFirst.addFirst(new Rejection(clock.instant(), provider, code, problems, request));
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<Rejection> newestFirst() {
        return List.copyOf(newestFirst);
    }

    synchronized void forget() {
        newestFirst.clear();
    }
}
