package dev.switchboard.contracts.failure;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.WatchedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of a provider that holds now: the one built in, or that of a file, which is read again while we run. Whoever
 * asks reads one field; the file is looked at by a thread of its own.
 */
public final class KnownFailures implements Supplier<FailureTable>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KnownFailures.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Provider provider;
    private final @Nullable Thread watching;
    private volatile FailureTable table;

    private KnownFailures(Provider provider, @Nullable WatchedFile<FailureTable> file) {
        this.provider = provider;
        this.table = file == null ? FailureTable.builtIn(provider) : file.value();
        this.watching = file == null
                ? null
                : Thread.ofVirtual().name(provider + " errors").start(() -> watch(file));
        tell();
    }

    /** @param file takes the place of the table that is built in, as a whole; one that cannot be read is refused here */
    public static KnownFailures of(Provider provider, String setting, @Nullable Path file) {
        return new KnownFailures(provider, file == null ? null : WatchedFile.of(setting, file, FailureTable::parse));
    }

    public static KnownFailures builtIn(Provider provider) {
        return new KnownFailures(provider, null);
    }

    @Override
    public FailureTable get() {
        return table;
    }

    public Provider provider() {
        return provider;
    }

    /** Which table of each provider holds now, for whoever asks a running service. */
    public static Map<String, String> versions(Collection<KnownFailures> known) {
        return known.stream()
                .collect(Collectors.toMap(
                        table -> table.provider.name(), table -> table.get().version(), (one, _) -> one, TreeMap::new));
    }

    private void watch(WatchedFile<FailureTable> file) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(EVERY);
                var now = file.value();
                if (now != table) {
                    table = now;
                    tell();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        log.atInfo()
                .addKeyValue("provider", provider)
                .addKeyValue("version", table.version())
                .addKeyValue("codes", table.rows().size())
                .log("table of the provider's codes");
    }

    @Override
    public void close() {
        if (watching != null) {
            watching.interrupt();
        }
    }
}
