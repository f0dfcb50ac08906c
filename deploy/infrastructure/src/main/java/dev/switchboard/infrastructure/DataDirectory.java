package dev.switchboard.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one running system: Kafka's log, PostgreSQL's data and the logs. Its owner holds a lock that the
 * operating system drops however the owner ends, so that an abandoned folder is known for sure.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String POINTER = "data";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** A new folder that ends with its owner. */
    public static DataDirectory temporary(String kind) {
        try {
            var pid = ProcessHandle.current().pid();
            return owned(Files.createTempDirectory(prefix(kind) + pid + "-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that stays; whatever a killed owner left running in it is ended first. */
    public static DataDirectory kept(Path path) {
        try {
            var directory = owned(Files.createDirectories(path.toAbsolutePath().normalize()), false);
            directory.stopLeftovers();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends and deletes what killed processes left behind under the system's folder for temporary files. */
    public static void removeAbandoned(String kind) {
        try {
            for (var candidate : candidates(kind)) {
                removeIfAbandoned(candidate);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of this user that own a temporary folder now. */
    public static List<Owner> owned(String kind) {
        var owners = new ArrayList<Owner>();
        for (var candidate : candidates(kind)) {
            owner(candidate)
                    .filter(ProcessHandle::isAlive)
                    .ifPresent(process -> owners.add(new Owner(process, pointer(candidate))));
        }
        return owners;
    }

    /** Who owns a temporary folder, and where its data are if not in there. */
    public record Owner(ProcessHandle process, Optional<Path> elsewhere) {}

    public Path path() {
        return path;
    }

    /** Notes in this folder that its owner works in another one as well, so that whoever removes this one looks there. */
    public void pointTo(DataDirectory other) {
        try {
            Files.writeString(path.resolve(POINTER), other.path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (temporary) {
                Folders.delete(path);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String prefix(String kind) {
        return "switchboard-" + kind + "-";
    }

    private static DataDirectory owned(Path path, boolean temporary) throws IOException {
        var lock = tryLock(path);
        if (lock == null) {
            throw new IllegalStateException(path + " is in use by process "
                    + pid(path).map(Object::toString).orElse("?"));
        }
        Files.writeString(
                path.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        return new DataDirectory(path, temporary, lock);
    }

    private static @Nullable FileChannel tryLock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            return null;
        }
        channel.close();
        return null;
    }

    private static Optional<Long> pid(Path path) throws IOException {
        var file = path.resolve("pid");
        return Files.exists(file)
                ? Optional.of(Long.valueOf(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** Folders of other users are not writable for us, and none of our business. */
    private static List<Path> candidates(String kind) {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        var name = Pattern.compile(Pattern.quote(prefix(kind)) + "\\d+-\\d+");
        try (var content = Files.list(parent)) {
            return content.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .filter(Files::isWritable)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeIfAbandoned(Path path) throws IOException {
        if (owner(path).isPresent()) {
            return;
        }
        var lock = tryLock(path);
        if (lock != null) {
            var abandoned = new DataDirectory(path, true, lock);
            abandoned.stopLeftovers();
            abandoned.close();
        }
    }

    /**
     * The pid is part of the folder's name, for the instant between creating and locking it. A process younger than the
     * folder only inherited the number.
     */
    private static Optional<ProcessHandle> owner(Path path) {
        var pid = Long.parseLong(path.getFileName().toString().split("-", -1)[2]);
        var created = created(path);
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info().startInstant().orElse(Instant.EPOCH).isBefore(created));
    }

    private static Instant created(Path path) {
        try {
            var lock = path.resolve("lock");
            return Files.getLastModifiedTime(Files.exists(lock) ? lock : path).toInstant();
        } catch (IOException e) {
            return Instant.MAX;
        }
    }

    /** A child JVM ends by itself, and takes PostgreSQL with it unless it was killed too. */
    private void stopLeftovers() throws IOException {
        Leftover.child(path).ifPresent(Leftover::awaitEnd);
        Leftover.postmaster(path.resolve("postgresql")).ifPresent(Leftover::interrupt);
        var elsewhere = pointer(path);
        if (elsewhere.isPresent()) {
            stopLeftoversIn(elsewhere.get());
        }
    }

    /** Unless somebody else has taken that folder over. */
    private static void stopLeftoversIn(Path elsewhere) throws IOException {
        var lock = Files.isWritable(elsewhere) ? tryLock(elsewhere) : null;
        if (lock != null) {
            var directory = new DataDirectory(elsewhere, false, lock);
            directory.stopLeftovers();
            directory.close();
        }
    }

    private static Optional<Path> pointer(Path path) {
        try {
            var pointer = path.resolve(POINTER);
            return Files.exists(pointer) ? Optional.of(Path.of(Files.readString(pointer))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
