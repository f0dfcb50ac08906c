package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A broker and a database server as they run in dev, every commit flushed, and whatever a benchmark starts beside them. */
final class Stage implements AutoCloseable {

    private static final int PARTITIONS = 3;
    /** As the images have it, with more memory than anything here needs. */
    static final List<String> PLENTY = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m");

    private final Path home;
    private final Path folder;
    private final Servers servers;
    private final Deque<Program> programs = new ConcurrentLinkedDeque<>();

    private Stage(Path home, Path folder, Servers servers) {
        this.home = home;
        this.folder = folder;
        this.servers = servers;
    }

    static Stage open(Path home) throws IOException {
        var folder = Files.createTempDirectory("switchboard-bench-");
        System.out.println(
                "  Everything runs on this one machine; what else runs on it is measured too. Logs: " + folder);
        var stage = new Stage(home, folder, Servers.start(home, folder));
        // Ctrl-C leaves nothing running; the servers end with us by themselves.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stage.programs.forEach(Program::close)));
        return stage;
    }

    Path home() {
        return home;
    }

    Servers servers() {
        return servers;
    }

    /** Topics nobody else uses. */
    Topics topics(String prefix) {
        return new Topics(prefix + ".", new Shape(PARTITIONS, (short) 1));
    }

    /** A service as it ships, ready, with settings beside those that everything here shares. */
    Program start(String name, String application, Map<String, String> settings) throws IOException {
        return start(name, application, settings, PLENTY);
    }

    /** @param memory what the JVM may have, as its options say it */
    Program start(String name, String application, Map<String, String> settings, List<String> memory)
            throws IOException {
        var options = new ArrayList<>(memory);
        options.addAll(List.of("-cp", home.resolve("deploy/local/target/lib") + "/*", application));
        return start(name, options, service(settings)).awaitReady();
    }

    /** One of our own programs, as if it were a service. */
    Program start(String name, Class<?> program, Map<String, String> settings, List<String> memory) throws IOException {
        var options = new ArrayList<>(memory);
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        var all = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers()));
        all.putAll(settings);
        return start(name, options, all).awaitReady();
    }

    /** @param options the java command's, to the last */
    Program start(String name, List<String> options, Map<String, String> settings) throws IOException {
        var program = Program.start(options, settings, freePort(), log(name));
        programs.push(program);
        return program;
    }

    /** Settings beside those that everything here shares. */
    Map<String, String> service(Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "BIND_ADDRESS",
                "127.0.0.1",
                "KAFKA_BOOTSTRAP_SERVERS",
                servers.bootstrapServers(),
                "KAFKA_PARTITIONS",
                Integer.toString(PARTITIONS),
                "LOG_LEVEL",
                "warn"));
        all.putAll(settings);
        return all;
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        programs.forEach(Program::close);
        servers.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Stage::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
