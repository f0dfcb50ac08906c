package dev.switchboard.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the drill: it can be frozen, woken and killed as the system does it. */
final class Child implements AutoCloseable {

    private final List<String> command;
    private final Map<String, String> settings;
    private final Path log;
    private Process process;

    private Child(List<String> command, Map<String, String> settings, Path log) {
        this.command = command;
        this.settings = settings;
        this.log = log;
        this.process = start(command, settings, log);
    }

    static Child java(String classPath, String main, List<String> arguments, Map<String, String> settings, Path log) {
        return java("-Xmx256m", classPath, main, arguments, settings, log);
    }

    /** One that needs more memory, or less. */
    static Child java(
            String memory,
            String classPath,
            String main,
            List<String> arguments,
            Map<String, String> settings,
            Path log) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                memory,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        return new Child(command, settings, log);
    }

    void startAgain() {
        process = start(command, settings, log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void freeze() {
        signal("STOP");
    }

    /** As Ctrl-C does; what it has started itself it ends. */
    void terminate() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@code kill -9} does: nothing in the process gets a word in. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the environment says of providers and brokers is of no concern here. */
    private static Process start(List<String> command, Map<String, String> settings, Path log) {
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("TWILIO_") || name.startsWith("WHATSAPP_") || name.startsWith("KAFKA_"));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            var started = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pipe's end is what the servers end with; a kill would leave the database behind. */
    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
