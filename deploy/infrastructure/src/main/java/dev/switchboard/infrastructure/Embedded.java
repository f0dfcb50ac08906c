package dev.switchboard.infrastructure;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;

/** The broker in this JVM and the database server as its child, both started at once. */
final class Embedded implements Infrastructure {
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;

    private Embedded(EmbeddedKafka kafka, EmbeddedDatabase database) {
        this.kafka = kafka;
        this.database = database;
    }

    static Embedded forTests(DataDirectory directory) {
        var binaries = directory.path().resolve("binaries");
        return start(directory.path(), binaries, FreePort.find(), FreePort.find(), Durability.UNTIL_CLOSED);
    }

    static Embedded start(Path data, Path binaries, int kafkaPort, int postgresPort, Durability durability) {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var kafka = threads.submit(() -> EmbeddedKafka.start(data.resolve("kafka"), kafkaPort));
            var database = threads.submit(() -> EmbeddedDatabase.start(data, binaries, postgresPort, durability));
            threads.shutdown();
            return both(kafka, database, threads);
        }
    }

    private static Embedded both(Future<EmbeddedKafka> kafka, Future<EmbeddedDatabase> database, ExecutorService both) {
        try {
            return new Embedded(kafka.get(), database.get());
        } catch (ExecutionException e) {
            both.close();
            closeStarted(kafka, database);
            throw new IllegalStateException("Kafka or PostgreSQL does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private static void closeStarted(Future<EmbeddedKafka> kafka, Future<EmbeddedDatabase> database) {
        if (kafka.state() == State.SUCCESS) {
            kafka.resultNow().close();
        }
        if (database.state() == State.SUCCESS) {
            database.resultNow().close();
        }
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String databaseUrl(String name) {
        return database.url(name);
    }

    @Override
    public void close() {
        try (database) {
            kafka.close();
        }
    }
}
