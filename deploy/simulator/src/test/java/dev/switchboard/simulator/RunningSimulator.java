package dev.switchboard.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator as it ships, on a free port, delivering to the given address for a public one. */
public final class RunningSimulator implements AutoCloseable {
    public static final String PUBLIC = "https://gw.example.com";
    public static final JsonMapper JSON = new JsonMapper();

    /** A machine that builds other things at the same time is slow, not broken. */
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    public RunningSimulator(String ingressUrl, String... settings) {
        var usual = Stream.of(
                "--PORT=0", "--PUBLIC_BASE_URL=" + PUBLIC, "--INGRESS_URL=" + ingressUrl, "--SIMULATOR_STEP_DELAY=5ms");
        context = SimulatorApplication.application()
                .run(Stream.concat(usual, Stream.of(settings)).toArray(String[]::new));
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Method and path of all that answers here, versions and their patterns apart. */
    Stream<String> mappings() {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternsCondition().getPatterns().stream()
                                .map(pattern -> method + " " + pattern.getPatternString())))
                .map(mapping -> mapping.replaceAll("\\{(\\w+):[^/]*}", "{$1}"));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(url(path)));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(url(path)).DELETE());
    }

    public JsonNode json(String path) {
        return JSON.readTree(get(path).body());
    }

    public HttpResponse<String> graph(String json) {
        return graph("/v25.0/15550003333/messages", "Bearer simulator-access-token", json);
    }

    public HttpResponse<String> graph(String path, String authorization, String json) {
        return send(graphRequest(path, authorization, json));
    }

    public HttpRequest.Builder graphRequest(String path, String authorization, String json) {
        return HttpRequest.newBuilder(url(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A number nobody used before, with the fate of its last four digits. */
    public static String number(String fate) {
        return "+1415" + ThreadLocalRandom.current().nextInt(100, 1000) + fate;
    }

    @Override
    public void close() {
        context.close();
        http.shutdownNow();
    }
}
