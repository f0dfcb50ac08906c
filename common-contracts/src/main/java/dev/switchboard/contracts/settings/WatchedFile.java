package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Unfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of settings that is read again while we run. It is read and not watched by the system: what Kubernetes mounts
 * changes behind a link. One that cannot be used changes nothing and says why, once; at the start it is a mistake.
 */
public final class WatchedFile<T> {

    private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String setting;
    private final Path file;
    private final Function<byte[], T> reader;
    private final LongSupplier nanos;
    private State<T> state;

    /** @param problem why the file as it is now cannot be used */
    private record State<T>(
            T value,
            String version,
            List<Former<T>> former,
            long read,
            @Nullable String problem) {}

    /** @param left when another took its place */
    private record Former<T>(T value, long left) {}

    private WatchedFile(String setting, Path file, Function<byte[], T> reader, LongSupplier nanos) {
        this.setting = setting;
        this.file = file;
        this.reader = reader;
        this.nanos = nanos;
        try {
            var content = Files.readAllBytes(file);
            this.state = taken(reader.apply(content), version(content), List.of());
        } catch (IOException _) {
            throw new Unfit(setting + " cannot be opened");
        } catch (Unfit e) {
            throw new Unfit(setting + " cannot be used: " + e.getMessage());
        }
    }

    /** @param reader throws {@link Unfit} where the content cannot be used */
    public static <T> WatchedFile<T> of(String setting, Path file, Function<byte[], T> reader) {
        return of(setting, file, reader, System::nanoTime);
    }

    static <T> WatchedFile<T> of(String setting, Path file, Function<byte[], T> reader, LongSupplier nanos) {
        return new WatchedFile<>(setting, file, reader, nanos);
    }

    public synchronized T value() {
        if (isOlderThan(EVERY, state.read)) {
            look();
        }
        return state.value;
    }

    /** What held until a moment ago, for what was under way when it changed; of several changes each counts for itself. */
    public synchronized List<T> former() {
        return state.former.stream()
                .filter(one -> !isOlderThan(GRACE, one.left))
                .map(Former::value)
                .toList();
    }

    /** @return whether there is anything new; asked too often, there is not */
    public synchronized boolean readAgain() {
        return isOlderThan(AT_MOST_EVERY, state.read) && look();
    }

    /** The same wherever the file is the same. */
    public synchronized String version() {
        return state.version;
    }

    private boolean look() {
        try {
            var content = Files.readAllBytes(file);
            var version = version(content);
            if (version.equals(state.version)) {
                state = seen(null);
                return false;
            }
            state = taken(reader.apply(content), version, withThePresent());
            return true;
        } catch (IOException _) {
            refuse("it cannot be opened");
        } catch (Unfit e) {
            refuse(String.valueOf(e.getMessage()));
        }
        return false;
    }

    private List<Former<T>> withThePresent() {
        return Stream.concat(
                        Stream.of(new Former<>(state.value, nanos.getAsLong())),
                        state.former.stream().filter(one -> !isOlderThan(GRACE, one.left)))
                .toList();
    }

    private State<T> taken(T value, String version, List<Former<T>> former) {
        log.atInfo()
                .addKeyValue("setting", setting)
                .addKeyValue("version", version)
                .log("settings file read");
        return new State<>(value, version, former, nanos.getAsLong(), null);
    }

    private void refuse(String problem) {
        if (!problem.equals(state.problem)) {
            log.atWarn()
                    .addKeyValue("setting", setting)
                    .addKeyValue("version", state.version)
                    .addKeyValue("reason", problem)
                    .log("settings file cannot be used: what was read before holds");
        }
        state = seen(problem);
    }

    private State<T> seen(@Nullable String problem) {
        return new State<>(state.value, state.version, state.former, nanos.getAsLong(), problem);
    }

    private boolean isOlderThan(Duration age, long since) {
        return nanos.getAsLong() - since >= age.toNanos();
    }

    private static String version(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WatchedFile[" + setting + "]";
    }
}
