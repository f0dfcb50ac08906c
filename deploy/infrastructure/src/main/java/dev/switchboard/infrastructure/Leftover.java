package dev.switchboard.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A process that a killed owner left running, found by the pid file it keeps in the folder. */
record Leftover(ProcessHandle process) {
    static final String CHILD = "infrastructure.pid";

    /** PostgreSQL's server; it keeps its pid file itself, and survives the JVM that started it. */
    static Optional<Leftover> postmaster(Path folder) throws IOException {
        return of(folder.resolve("postmaster.pid"), "postgres");
    }

    /** The child JVM; it ends by itself soon after its parent. */
    static Optional<Leftover> child(Path folder) throws IOException {
        return of(folder.resolve(CHILD), "java");
    }

    /** A pid file outlives its process, and its number may by now belong to somebody else. */
    private static Optional<Leftover> of(Path file, String program) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .limit(1)
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                .filter(process -> process.info().command().orElse("").contains(program))
                .map(Leftover::new)
                .findFirst();
    }

    void awaitEnd() {
        if (!endsWithin(Duration.ofSeconds(10))) {
            process.destroyForcibly();
            endsWithin(Duration.ofSeconds(5));
        }
    }

    /** For PostgreSQL this is the fast stop: sessions are cut, data are flushed. */
    void interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }

    private boolean endsWithin(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (runs() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return !runs();
    }

    /** Where nobody collects orphans, as in a container, an ended process keeps its number but has no program. */
    private boolean runs() {
        return process.isAlive() && process.info().command().isPresent();
    }
}
