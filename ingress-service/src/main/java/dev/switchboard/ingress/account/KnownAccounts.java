package dev.switchboard.ingress.account;

import dev.switchboard.contracts.settings.AccountSecret;
import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.contracts.settings.Accounts.MetaApp;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.contracts.settings.WatchedFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The accounts of the file as they are now; before a no the file is looked at once more: it may just have changed. */
@Component
public final class KnownAccounts {

    private final @Nullable WatchedFile<Accounts> file;

    @Autowired
    KnownAccounts(AccountsProperties properties) {
        this(properties.watched());
    }

    KnownAccounts(@Nullable WatchedFile<Accounts> file) {
        this.file = file;
    }

    public static KnownAccounts none() {
        return new KnownAccounts((WatchedFile<Accounts>) null);
    }

    public Accounts now() {
        return file == null ? Accounts.none() : file.value();
    }

    /**
     * The name of the first secret that is accepted: of an account's, or the settings' own.
     *
     * @param of the secrets of the accounts it may come from
     */
    public Optional<String> firstThat(
            RotatingSecret own, Function<Accounts, Stream<RotatingSecret>> of, Predicate<Secret> accepts) {
        if (file == null) {
            return own.firstThat(accepts);
        }
        Function<Accounts, Optional<String>> match = accounts -> of.apply(accounts)
                .map(secret -> secret.firstThat(accepts))
                .flatMap(Optional::stream)
                .findFirst();
        return match.apply(now()).or(() -> own.firstThat(accepts)).or(() -> again(match));
    }

    /** What the file says now that it was looked at again, or what it said a moment ago. */
    public <T> Optional<T> again(Function<Accounts, Optional<T>> find) {
        if (file == null) {
            return Optional.empty();
        }
        // Whether or not that was news: another thread may have read it since we looked.
        file.readAgain();
        return Stream.concat(Stream.of(file.value()), file.former().stream())
                .map(find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    public static Stream<RotatingSecret> ofTwilio(Accounts accounts, @Nullable String accountSid) {
        return accounts.twilio().stream()
                .filter(account -> accountSid == null || account.accountSid().equals(accountSid))
                .map(account -> RotatingSecret.of(account.name(), account.authToken()));
    }

    public static Stream<RotatingSecret> ofMeta(Accounts accounts) {
        return accounts.meta().stream().map(app -> RotatingSecret.of(app.name(), app.appSecret()));
    }

    public static Stream<RotatingSecret> verifyTokens(Accounts accounts) {
        return accounts.meta().stream()
                .filter(app -> app.verifyToken() != null)
                .map(app -> RotatingSecret.of(app.name(), Objects.requireNonNull(app.verifyToken())));
    }

    /** Every secret of every account: whoever mixed two of them up is told so. */
    public List<Secret> secrets() {
        var accounts = now();
        return Stream.of(
                        accounts.twilio().stream().map(Accounts.TwilioAccount::authToken),
                        accounts.meta().stream().flatMap(KnownAccounts::secrets),
                        accounts.gateway().stream().flatMap(session -> Stream.of(session.secret(), session.apiKey())))
                .flatMap(all -> all)
                .filter(Objects::nonNull)
                .flatMap(secret -> secret.named().values().stream())
                .toList();
    }

    private static Stream<@Nullable AccountSecret> secrets(MetaApp app) {
        return Stream.of(app.appSecret(), app.verifyToken(), app.accessToken());
    }
}
