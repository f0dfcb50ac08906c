package dev.switchboard.simulator.callback;

import dev.switchboard.simulator.SimulatorProperties;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Calls ingress: a bounded number of calls at once, each one once. */
@Component
public class Webhooks implements AutoCloseable {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Route route;
    private final Semaphore lines;

    Webhooks(Route route, SimulatorProperties properties) {
        this.route = route;
        lines = new Semaphore(properties.callbacks().concurrency());
    }

    public Attempt post(Callback callback) throws InterruptedException {
        var request = HttpRequest.newBuilder()
                .timeout(callback.retry().readTimeout())
                .POST(BodyPublishers.ofString(callback.body()));
        callback.headers().forEach(request::header);
        return call(callback.url(), request);
    }

    public Attempt get(URI url) throws InterruptedException {
        return call(url, HttpRequest.newBuilder().timeout(HANDSHAKE_TIMEOUT).GET());
    }

    private Attempt call(URI url, HttpRequest.Builder request) throws InterruptedException {
        var target = route.of(url);
        if (target.isEmpty()) {
            return new Attempt.OutOfReach("neither the public base's origin nor loopback");
        }
        lines.acquire();
        try {
            return exchange(request.uri(target.get()).build());
        } finally {
            lines.release();
        }
    }

    private Attempt exchange(HttpRequest request) throws InterruptedException {
        var started = System.nanoTime();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            return new Attempt.Answered(answer.statusCode(), answer.body(), ms);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Attempt.Broken(Trouble.CONNECT, e.getClass().getSimpleName());
        } catch (IOException e) {
            return new Attempt.Broken(Trouble.READ, e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
