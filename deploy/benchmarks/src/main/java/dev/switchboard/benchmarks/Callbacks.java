package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Posts callbacks as Twilio would, over connections that stay open; one that is not answered 200 ends it all. */
final class Callbacks implements AutoCloseable {

    private static final int CONNECTIONS = 64;

    /** Who is kept waiting does not open thousands of connections; the wait is in the figures all the same. */
    private static final int AT_PACE = 4 * CONNECTIONS;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(AT_PACE);
    private final Program to;
    private final String base;

    Callbacks(Program to, String base) {
        this.to = to;
        this.base = base;
    }

    /** As fast as they are answered. */
    void post(int many) throws IOException, ExecutionException, InterruptedException {
        open(CONNECTIONS);
        var all = new ArrayList<Future<?>>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            var share = many / CONNECTIONS + (connection < many % CONNECTIONS ? 1 : 0);
            all.add(threads.submit(() -> {
                for (int n = 0; n < share; n++) {
                    post(TwilioCallback.next(base));
                }
                return share;
            }));
        }
        for (var one : all) {
            one.get();
        }
    }

    /** So many a second, whether they are answered or not. How long after each was due it was answered, in milliseconds. */
    List<Double> postAtPace(int perSecond, Duration length)
            throws IOException, ExecutionException, InterruptedException {
        return postAtPace(perSecond, length, (_, _) -> {});
    }

    /** Whoever wants to know hears of each when it is due. */
    List<Double> postAtPace(int perSecond, Duration length, BiConsumer<TwilioCallback, Long> isDue)
            throws IOException, ExecutionException, InterruptedException {
        open(AT_PACE);
        var many = Math.toIntExact(perSecond * length.toSeconds());
        var callbacks = IntStream.range(0, many)
                .mapToObj(_ -> TwilioCallback.next(base))
                .toList();
        var begin = System.nanoTime();
        var answered = new ArrayList<Future<Double>>();
        for (int n = 0; n < many; n++) {
            var due = begin + n * 1_000_000_000L / perSecond;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            var callback = callbacks.get(n);
            isDue.accept(callback, due);
            answered.add(threads.submit(() -> {
                post(callback);
                return (System.nanoTime() - due) / 1e6;
            }));
        }
        var late = new ArrayList<Double>();
        for (var one : answered) {
            late.add(one.get());
        }
        return late.stream().sorted().toList();
    }

    private void post(TwilioCallback callback) throws IOException, InterruptedException {
        var connection = connections.take();
        var status = connection.post(callback);
        connections.put(connection);
        if (status != 200) {
            throw new IOException("answered " + status);
        }
    }

    private void open(int atLeast) throws IOException {
        while (connections.size() < atLeast) {
            connections.add(Connection.open(to.address("")));
        }
    }

    @Override
    public void close() throws IOException {
        threads.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
