package dev.switchboard.local.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service as it ships, in a process of its own that can be killed. */
final class ExecJar implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final int port;
    private final Map<String, String> settings;
    private final Path log;
    private @Nullable Process process;

    ExecJar(String service, int port, Map<String, String> settings, Path logs) {
        this.service = service;
        this.port = port;
        this.settings = settings;
        this.log = logs.resolve(service + ".log");
    }

    ExecJar start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jar = Path.of("..", "..", service, "target", service + "-exec.jar");
        var command = new ArrayList<>(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_") || name.startsWith("WHATSAPP_"));
        builder.environment().putAll(settings);
        builder.environment().put("PORT", Integer.toString(port));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        return this;
    }

    ExecJar awaitReady() {
        await().atMost(STARTED_WITHIN).pollInterval(Duration.ofMillis(200)).until(this::isReady);
        return this;
    }

    /** As {@code kill -9} does: nothing in the process gets a word in. */
    void kill() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    private boolean isReady() {
        if (process == null || !process.isAlive()) {
            throw new AssertionError(service + " has ended: " + lastWords());
        }
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "nobody knows why";
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
