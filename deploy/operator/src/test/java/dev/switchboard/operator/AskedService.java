package dev.switchboard.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Preview;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers for the dispatcher what a record would do: it would be sent, where nothing else was arranged for its key. */
final class AskedService implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Effect> effects = new ConcurrentHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    AskedService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Preview.PATH, this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void arrange(String key, Effect effect) {
        effects.put(key, effect);
    }

    List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var asked = Wire.JSON.readValue(exchange.getRequestBody().readAllBytes(), Preview.class);
            var answer = Wire.write(new Preview.Answer(asked.consumed().stream()
                    .map(record -> effects.getOrDefault(
                            new String(record.key(), StandardCharsets.UTF_8), Effect.of(Effect.Kind.SENDS)))
                    .toList()));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
