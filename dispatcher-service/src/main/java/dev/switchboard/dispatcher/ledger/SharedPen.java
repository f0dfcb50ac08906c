package dev.switchboard.dispatcher.ledger;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What many threads have to write at the same time is written together: whoever gets the pen writes for all who wait for
 * it, so that a commit is shared by as many as came during the one before.
 */
final class SharedPen<E, R> {

    private static final int MOST_AT_ONCE = 500;

    private final Function<List<E>, List<R>> writing;
    private final Queue<Line<E, R>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock pen = new ReentrantLock();

    /** @param writing one answer for each, in their order; what it throws, all of them are thrown */
    SharedPen(Function<List<E>, List<R>> writing) {
        this.writing = writing;
    }

    R write(E entry) {
        var line = new Line<E, R>(entry);
        waiting.add(line);
        pen.lock();
        try {
            while (!line.isDone()) {
                writeFirst();
            }
        } finally {
            pen.unlock();
        }
        return line.answer();
    }

    private void writeFirst() {
        var lines = new ArrayList<Line<E, R>>();
        for (var next = waiting.poll(); next != null; next = lines.size() < MOST_AT_ONCE ? waiting.poll() : null) {
            lines.add(next);
        }
        try {
            var answers = writing.apply(lines.stream().map(Line::entry).toList());
            for (var i = 0; i < lines.size(); i++) {
                lines.get(i).answer = answers.get(i);
            }
        } catch (RuntimeException e) {
            lines.forEach(line -> line.failure = e);
        } finally {
            lines.stream()
                    .filter(line -> !line.isDone())
                    .forEach(line -> line.failure = new IllegalStateException("the writing ended without an answer"));
        }
    }

    /** Touched under the pen alone. */
    private static final class Line<E, R> {

        private final E entry;
        private @Nullable R answer;
        private @Nullable RuntimeException failure;

        Line(E entry) {
            this.entry = entry;
        }

        E entry() {
            return entry;
        }

        boolean isDone() {
            return answer != null || failure != null;
        }

        R answer() {
            if (failure != null) {
                throw failure;
            }
            return requireNonNull(answer);
        }
    }
}
