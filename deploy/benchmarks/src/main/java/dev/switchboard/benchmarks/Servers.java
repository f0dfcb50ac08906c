package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Kafka in a JVM of its own and PostgreSQL as its child. */
final class Servers implements AutoCloseable {

    private final Process process;
    private final Path data;
    private final String kafka;
    private final String database;

    private Servers(Process process, Path data, JsonNode ready) {
        this.process = process;
        this.data = data;
        this.kafka = ready.get("kafka").stringValue();
        this.database = ready.get("databases").get("bench").stringValue();
    }

    static Servers start(Path home, Path folder) throws IOException {
        var data = folder.resolve("servers");
        Files.createDirectories(data);
        var process = new ProcessBuilder(List.of(
                        Program.java(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        home.resolve("deploy/infrastructure/target/lib") + "/*",
                        "dev.switchboard.infrastructure.InfrastructureProcess",
                        "--data",
                        data.toString(),
                        "--kafka-port",
                        Integer.toString(Stage.freePort()),
                        "--postgres-port",
                        Integer.toString(Stage.freePort()),
                        "--databases",
                        "bench"))
                .redirectError(folder.resolve("servers.log").toFile())
                .start();
        var ready = process.inputReader()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Kafka or PostgreSQL does not start; see " + folder));
        return new Servers(process, data, Wire.JSON.readTree(ready));
    }

    String bootstrapServers() {
        return kafka;
    }

    /** An empty database, as the services are told of it. */
    String create(String name) throws SQLException {
        try (var connection = connect("bench");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return address(name);
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:" + address(name).replace("postgres@", "") + "?user=postgres");
    }

    private String address(String name) {
        return database.replaceFirst("/bench$", "/" + name);
    }

    /** Of the database server with all its sessions. */
    CpuTime databaseCpu() throws IOException {
        var pid = Files.readAllLines(data.resolve("postgresql").resolve("postmaster.pid"))
                .getFirst();
        return CpuTime.of(ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
    }

    CpuTime brokerCpu() {
        return CpuTime.ofAlone(process.toHandle());
    }

    /** It ends when its standard input does, and takes PostgreSQL with it. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
