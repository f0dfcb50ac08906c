package dev.switchboard.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A system behind one address that answers what a test says, and remembers what it was asked. */
public final class FakeSystem implements AutoCloseable {

    public record Call(String method, String path, String token, String body) {}

    private record Planned(int status, String body) {}

    private final Map<String, Planned> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public FakeSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param what method and path: {@code POST /api/v1/messages} */
    public FakeSystem answering(String what, int status, String body) {
        answers.put(what, new Planned(status, body.replace('\'', '"')));
        return this;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().toString();
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var token = exchange.getRequestHeaders().getFirst("Authorization");
            calls.add(new Call(exchange.getRequestMethod(), path, token == null ? "" : token, body));
            var planned = answers.getOrDefault(exchange.getRequestMethod() + " " + path, new Planned(404, "{}"));
            var bytes = planned.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(planned.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
