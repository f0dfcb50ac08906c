package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.contracts.settings.WatchedFile;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code ACCOUNTS_FILE} says, now. */
@Component
public final class MoreAccounts {

    private final @Nullable WatchedFile<Accounts> file;

    public MoreAccounts(DispatcherProperties properties) {
        var path = properties.accountsFile();
        this.file = path == null ? null : WatchedFile.of("ACCOUNTS_FILE", path, Accounts::parse);
    }

    /** Made anew when the file has changed. */
    public <T> Supplier<List<T>> made(Function<Accounts, List<T>> making) {
        return file == null ? List::of : new Made<>(file, making);
    }

    private static final class Made<T> implements Supplier<List<T>> {

        private final WatchedFile<Accounts> file;
        private final Function<Accounts, List<T>> making;
        private List<T> accounts = List.of();
        private String version = "";

        Made(WatchedFile<Accounts> file, Function<Accounts, List<T>> making) {
            this.file = file;
            this.making = making;
        }

        @Override
        public synchronized List<T> get() {
            var now = file.value();
            if (!file.version().equals(version)) {
                accounts = making.apply(now);
                version = file.version();
            }
            return accounts;
        }
    }
}
