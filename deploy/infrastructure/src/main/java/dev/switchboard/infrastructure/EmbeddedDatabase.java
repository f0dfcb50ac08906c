package dev.switchboard.infrastructure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL of its own: unpacked, initialised and started under the given folders, reachable over loopback alone. */
final class EmbeddedDatabase implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    static EmbeddedDatabase start(Path data, Path binaries, int port, Durability durability) throws IOException {
        var folder = data.resolve("postgresql");
        stopLeftover(folder);
        var content = FirstContent.of(folder);
        var log = Files.createDirectories(data.resolve("logs")).resolve("postgresql.log");
        try (var _ = Binaries.lock(binaries)) {
            var server = new EmbeddedDatabase(
                    folder, builder(folder, binaries, port, durability, log).start());
            content.done();
            return server;
        } catch (IOException | RuntimeException e) {
            awaitStarter();
            stopLeftover(folder);
            throw new IOException("PostgreSQL does not start; its log is " + log, e);
        }
    }

    String url(String database) {
        Databases.create(address("postgres"), database);
        return address(database);
    }

    @Override
    public void close() {
        try {
            server.close();
            stopLeftover(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            Path folder, Path binaries, int port, Durability durability, Path log) {
        var flush = durability == Durability.POWER_LOSS ? "on" : "off";
        return Binaries.builder(binaries)
                .setPort(port)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("fsync", flush)
                .setServerConfig("synchronous_commit", flush)
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("io_method", "sync")
                .setServerConfig("max_logical_replication_workers", "0");
    }

    /** A start that failed half-way, for instance because this JVM is ending, may have a server still coming up. */
    private static void awaitStarter() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("pg_ctl"))
                .forEach(child -> child.onExit().join());
    }

    private String address(String database) {
        return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static void stopLeftover(Path folder) throws IOException {
        Leftover.postmaster(folder).ifPresent(Leftover::interrupt);
    }
}
