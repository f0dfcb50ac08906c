package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.settings.RotatingSecret.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets in a file, one a line, read again while we run. It is read and not watched by the system: what Kubernetes mounts
 * changes behind a link. What left the file is accepted a little longer, for what was under way, and for a file that was
 * caught half written.
 */
final class SecretFile {

    private static final Logger log = LoggerFactory.getLogger(SecretFile.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path file;
    private final LongSupplier nanos;
    private State state;

    private record State(List<Named> secrets, List<Leaving> leaving, long read, boolean isWell) {}

    /** @param left when it was first found missing */
    private record Leaving(Named named, long left) {}

    private SecretFile(Path file, LongSupplier nanos, List<Named> secrets) {
        this.file = file;
        this.nanos = nanos;
        var now = nanos.getAsLong();
        this.state = new State(secrets, List.of(), now, true);
    }

    static SecretFile of(Path file) {
        return of(file, System::nanoTime);
    }

    /** At the start a file that cannot be read is a mistake. */
    static SecretFile of(Path file, LongSupplier nanos) {
        var secrets = read(file);
        if (secrets == null) {
            throw new Unfit("a file of secrets is missing, empty or cannot be read: " + file.getFileName());
        }
        return new SecretFile(file, nanos, secrets);
    }

    synchronized List<Named> secrets() {
        if (isOlderThan(EVERY, state.read)) {
            look();
        }
        if (state.leaving.isEmpty()) {
            return state.secrets;
        }
        var all = new ArrayList<>(state.secrets);
        state.leaving.stream()
                .filter(one -> !isOlderThan(GRACE, one.left))
                .map(Leaving::named)
                .forEach(all::add);
        return all;
    }

    /** Asked too often, it does nothing. */
    synchronized void readAgain() {
        if (isOlderThan(AT_MOST_EVERY, state.read)) {
            look();
        }
    }

    private void look() {
        var found = read(file);
        var now = nanos.getAsLong();
        if (found == null) {
            if (state.isWell) {
                log.atWarn()
                        .addKeyValue("file", file.getFileName())
                        .log("secrets: the file cannot be read, the last ones hold");
            }
            state = new State(state.secrets, state.leaving, now, false);
            return;
        }
        if (!found.equals(state.secrets)) {
            log.atInfo()
                    .addKeyValue("file", file.getFileName())
                    .addKeyValue("secrets", found.size())
                    .log("secrets: read again");
        }
        state = new State(found, leaving(found, now), now, true);
    }

    /** Each has its own time to go: a second change soon after the first takes nothing from what the first left. */
    private List<Leaving> leaving(List<Named> found, long now) {
        var before = Stream.concat(
                state.leaving.stream().filter(one -> !isOlderThan(GRACE, one.left)),
                state.secrets.stream().map(old -> new Leaving(new Named("removed", old.secret()), now)));
        return before.filter(one -> !holds(found, one.named.secret())).toList();
    }

    private static boolean holds(List<Named> found, Secret secret) {
        return found.stream().anyMatch(one -> one.secret().equals(secret));
    }

    private boolean isOlderThan(Duration age, long since) {
        return nanos.getAsLong() - since >= age.toNanos();
    }

    /** An empty file is one that is being written. */
    private static @Nullable List<Named> read(Path file) {
        try {
            var secrets = new ArrayList<Named>();
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    secrets.add(new Named("line-" + (secrets.size() + 1), new Secret(line.strip())));
                }
            }
            return secrets.isEmpty() ? null : secrets;
        } catch (IOException _) {
            return null;
        }
    }
}
