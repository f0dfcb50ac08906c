package dev.switchboard.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The least that sends: a loop that keeps nothing, with as many calls in flight as the dispatcher may have. */
final class BareLoop {

    /** One call; whether it was taken. */
    interface Send {
        boolean to(String number) throws Exception;
    }

    private final Send send;
    private final Semaphore inFlight;

    private BareLoop(Send send, int inFlight) {
        this.send = send;
        this.inFlight = new Semaphore(inFlight);
    }

    /** Each line that comes in is how many to send; the answer is how many were taken. */
    static void serve(Send send, int inFlight) throws Exception {
        var loop = new BareLoop(send, inFlight);
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(loop.send(Integer.parseInt(order)));
        }
    }

    private int send(int many) throws InterruptedException {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < many; n++) {
                var number = SendsBenchmark.number(n);
                inFlight.acquire();
                threads.submit(() -> sendOne(number, taken));
            }
        }
        return taken.get();
    }

    private Void sendOne(String to, AtomicInteger taken) throws Exception {
        try {
            if (send.to(to)) {
                taken.incrementAndGet();
            }
            return null;
        } finally {
            inFlight.release();
        }
    }
}
