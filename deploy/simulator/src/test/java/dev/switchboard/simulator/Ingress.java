package dev.switchboard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** What ingress looks like from a provider: an address that is called, remembers the calls and answers. */
public final class Ingress implements AutoCloseable {
    public record Call(String method, URI target, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        public Map<String, String> form() {
            return Arrays.stream(body.split("&"))
                    .map(pair -> pair.split("=", -1))
                    .collect(toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, UTF_8);
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile ToIntFunction<Call> answer = _ -> 200;
    private volatile boolean echoes;

    public Ingress() {
        this(0);
    }

    public Ingress(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body);
            var status = answer.applyAsInt(call);
            calls.add(call);
            var query = String.valueOf(call.target().getQuery());
            var text = echoes ? query.replaceAll(".*hub.challenge=(\\d+).*", "$1") : "OK";
            exchange.sendResponseHeaders(status, text.length());
            exchange.getResponseBody().write(text.getBytes(UTF_8));
        }
    }

    public Ingress answering(ToIntFunction<Call> answer) {
        this.answer = answer;
        return this;
    }

    public void echoing(boolean echoes) {
        this.echoes = echoes;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Calls that carry this text in their body or address. */
    public List<Call> calls(String about) {
        return calls.stream()
                .filter(call ->
                        call.body().contains(about) || call.target().toString().contains(about))
                .toList();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
