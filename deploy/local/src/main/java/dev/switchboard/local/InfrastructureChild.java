package dev.switchboard.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Kafka and PostgreSQL in a JVM of their own, which ends when the pipe to us does: even when we are killed. */
final class InfrastructureChild {
    /** Ctrl-C reaches every process of the terminal at once; this one has to outlive the services. */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path log;

    private InfrastructureChild(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** What the services need to find the two servers. */
    record Ready(String kafka, Map<String, String> databases) {}

    static InfrastructureChild start(Installation installation, Path data, Ports ports) {
        var log = data.resolve("logs").resolve("infrastructure-start.log");
        var command = Stream.of(DEAF_TO_THE_TERMINAL, java(installation, data), arguments(installation, data, ports))
                .flatMap(List::stream)
                .toList();
        try {
            Files.createDirectories(data.resolve("tmp"));
            Files.createDirectories(data.resolve("logs"));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new InfrastructureChild(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java(Installation installation, Path data) {
        var beginning = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                // Libraries unpack native code there, and a kill leaves it behind.
                "-Djava.io.tmpdir=" + data.resolve("tmp"),
                "-cp",
                installation.infrastructureClassPath());
        return Stream.of(beginning, FLAGS, List.of("dev.switchboard.infrastructure.InfrastructureProcess"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> arguments(Installation installation, Path data, Ports ports) {
        return List.of(
                "--data",
                data.toString(),
                "--binaries",
                installation.postgresPrograms().toString(),
                "--kafka-port",
                Integer.toString(ports.kafka()),
                "--postgres-port",
                Integer.toString(ports.postgres()),
                "--databases",
                "status,dispatcher,fallback");
    }

    Ready awaitReady() {
        try {
            var ready = process.inputReader()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst();
            if (ready.isEmpty()) {
                throw new CannotStart("Kafka or PostgreSQL does not start: " + lastWords());
            }
            return JsonMapper.shared().readValue(ready.get(), Ready.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    void onEnd(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /** Closing the pipe is the request to end. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastWords() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("WARNING:"))
                .reduce((first, second) -> second)
                .orElse("see " + log);
    }
}
