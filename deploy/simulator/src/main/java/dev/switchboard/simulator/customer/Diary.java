package dev.switchboard.simulator.customer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The newest of what customers wrote. */
@Component
class Diary {
    private static final int KEPT = 500;

    private final Deque<Written> newestFirst = new ArrayDeque<>();

    synchronized void add(Written written) {
        newestFirst.addFirst(written);
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<Written> newestFirst() {
        return List.copyOf(newestFirst);
    }

    synchronized void forget() {
        newestFirst.clear();
    }
}
