package dev.switchboard.benchmarks;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own, so that what it costs can be told apart. */
final class Program implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Process process;
    private final int port;
    private final Path log;

    private Program(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** With the settings of the machine's own environment left out where they would mean a real provider. */
    static Program start(List<String> options, Map<String, String> settings, int port, Path log) throws IOException {
        var command = new ArrayList<>(
                List.of(java(), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_") || name.startsWith("WHATSAPP_"));
        builder.environment().putAll(settings);
        builder.environment().put("PORT", Integer.toString(port));
        return new Program(builder.start(), port, log);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Holds it still for a moment, so that it finds work waiting. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    CpuTime cpu() {
        return CpuTime.ofAlone(process.toHandle());
    }

    /** What it holds in memory now; 0 where the system does not say. */
    double residentMiB() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    Program awaitReady() {
        var end = System.nanoTime() + STARTED_WITHIN.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("it does not start; see " + log);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        return this;
    }

    private boolean isReady(HttpClient http) {
        try {
            var request = HttpRequest.newBuilder(address("/actuator/health/readiness"))
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

    /** It may write something down first. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
