package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Posts callbacks as Twilio would, over connections that stay open; one that is not answered 200 ends it all. */
final class Callbacks implements AutoCloseable {

    private static final int CONNECTIONS = 64;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** A sender that is kept waiting does not open thousands of them; the wait is in the figures all the same. */
    private final Semaphore connections = new Semaphore(4 * CONNECTIONS);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Program to;
    private final String base;

    Callbacks(Program to, String base) {
        this.to = to;
        this.base = base;
    }

    /** As fast as they are answered. */
    void post(int many) throws ExecutionException, InterruptedException {
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
    List<Double> postAtPace(int perSecond, Duration length) throws ExecutionException, InterruptedException {
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
            answered.add(threads.submit(() -> postOnAConnection(callback, due)));
        }
        var late = new ArrayList<Double>();
        for (var one : answered) {
            late.add(one.get());
        }
        return late.stream().sorted().toList();
    }

    private double postOnAConnection(TwilioCallback callback, long due) throws IOException, InterruptedException {
        connections.acquire();
        try {
            post(callback);
        } finally {
            connections.release();
        }
        return (System.nanoTime() - due) / 1e6;
    }

    private void post(TwilioCallback callback) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(to.address("") + callback.path()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", callback.signature())
                .POST(BodyPublishers.ofString(callback.form()))
                .build();
        var status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("answered " + status);
        }
    }

    @Override
    public void close() {
        threads.close();
        http.close();
    }
}
