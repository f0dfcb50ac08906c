package dev.switchboard.local.drill;

import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A dev of the drill's own, in processes of its own: what runs on this machine besides is left alone. */
final class RunningDev implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final int base;
    private final Path log;
    private final Child child;

    private RunningDev(int base, Path log, Child child) {
        this.base = base;
        this.log = log;
        this.child = child;
    }

    static RunningDev start(Path home, Path folder) throws InterruptedException {
        var base = freeBase();
        var log = folder.resolve("dev.log");
        var child = Child.java(
                "-Xmx512m",
                home.resolve("deploy/local/target/lib") + "/*",
                "dev.switchboard.local.Launcher",
                List.of("dev", "--json", "--port-base", Integer.toString(base)),
                Map.of(
                        "SWITCHBOARD_HOME",
                        home.toString(),
                        "SWITCHBOARD_PROVIDERS",
                        "simulator",
                        "JAVA_TOOL_OPTIONS",
                        "-Djava.io.tmpdir=" + folder),
                log);
        var dev = new RunningDev(base, log, child);
        Waiting.until("dev to be ready", dev::isReady);
        return dev;
    }

    private static int freeBase() {
        return Stream.generate(FreePort::find)
                .filter(base -> Stream.of(1, 2, 3, 10, 20, 21).allMatch(offset -> FreePort.isFree(base + offset)))
                .findFirst()
                .orElseThrow();
    }

    private boolean isReady() {
        if (!child.isAlive()) {
            throw new IllegalStateException("dev does not start: " + log + " says why");
        }
        try {
            return Files.readString(log).contains("\"readySeconds\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Topics topics() {
        return new Topics("", new Topic.Shape(PARTITIONS, (short) 1));
    }

    int partitions() {
        return PARTITIONS;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + (base + 20);
    }

    Sql database(String name) {
        return Sql.of("postgresql://postgres@127.0.0.1:" + (base + 21) + "/" + name);
    }

    String at(String service) {
        return "http://127.0.0.1:"
                + (base + List.of("ingress", "dispatcher", "status", "fallback").indexOf(service));
    }

    String simulator() {
        return "http://127.0.0.1:" + (base + 10);
    }

    @Override
    public void close() {
        child.terminate();
    }
}
