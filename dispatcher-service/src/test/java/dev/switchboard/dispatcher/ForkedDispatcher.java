package dev.switchboard.dispatcher;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A dispatcher in a process of its own, with a trap in it. */
final class ForkedDispatcher implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ForkedDispatcher(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ForkedDispatcher start(String trap, String... settings) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FrailDispatcher.class.getName(),
                "--spring.kafka.consumer.properties.interceptor.classes=" + TrapAtOffsets.class.getName()));
        command.addAll(List.of(settings));
        try {
            var log = Files.createTempFile(Path.of("target"), "dispatcher", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_") || name.startsWith("WHATSAPP_"));
            builder.environment().put(Trap.NAME, trap);
            return new ForkedDispatcher(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is made ready beforehand, and begins to work now. */
    ForkedDispatcher begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return this;
    }

    /** Ended by its trap, and by nothing else. */
    void awaitCaught() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != Trap.HALTED) {
            throw new AssertionError("the dispatcher was not caught: " + lastWords());
        }
    }

    void awaitStopped() {
        await().atMost(Duration.ofSeconds(60)).until(() -> state().startsWith("T"));
    }

    private String state() throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process.pid())).start();
        return new String(ps.getInputStream().readAllBytes()).strip();
    }

    void goOn() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    long said(String words) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
