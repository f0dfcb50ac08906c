package dev.switchboard.ingress.account;

import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.contracts.settings.WatchedFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where more accounts stand; without a file there are only those of the settings. */
@ConfigurationProperties("accounts")
record AccountsProperties(@Nullable Path file) {

    @Nullable
    WatchedFile<Accounts> watched() {
        return file == null || file.toString().isBlank()
                ? null
                : WatchedFile.of("ACCOUNTS_FILE", file, Accounts::parse);
    }
}
