package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Required;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One secret through a rotation: from the settings as current, next and previous, and from a file with one a line, which
 * is watched. All of them verify; which one did is counted, and tells when an old one may go.
 */
public final class RotatingSecret {

    private final List<Named> fixed;
    private final @Nullable SecretFile file;

    /** @param name {@code current}, {@code next}, {@code previous}, or {@code line-1} and so on */
    record Named(String name, Secret secret) {}

    public RotatingSecret(
            @Nullable String current, @Nullable String next, @Nullable String previous, @Nullable Path file) {
        this(fixed(current, next, previous), file == null || file.toString().isBlank() ? null : SecretFile.of(file));
    }

    private RotatingSecret(List<Named> fixed, @Nullable SecretFile file) {
        this.fixed = List.copyOf(fixed);
        this.file = file;
    }

    public static RotatingSecret of(@Nullable String current, @Nullable String next, @Nullable String previous) {
        return new RotatingSecret(fixed(current, next, previous), null);
    }

    static RotatingSecret of(SecretFile file, Named... fixed) {
        return new RotatingSecret(List.of(fixed), file);
    }

    public static RotatingSecret none() {
        return new RotatingSecret(List.of(), null);
    }

    /** Of an account: what matches is counted under its name and a slash. */
    public static RotatingSecret of(String account, AccountSecret secret) {
        return new RotatingSecret(
                secret.named().entrySet().stream()
                        .map(one -> new Named(account + "/" + one.getKey(), one.getValue()))
                        .toList(),
                null);
    }

    /** All of several, as they are now. */
    public static RotatingSecret of(RotatingSecret... several) {
        return new RotatingSecret(
                Stream.of(several).flatMap(one -> one.named().stream()).toList(), null);
    }

    public boolean isEmpty() {
        return named().isEmpty();
    }

    public List<Secret> secrets() {
        return named().stream().map(Named::secret).toList();
    }

    /** The one to show where we are asked for it: what stands first in the file, and without a file the current one. */
    public Optional<Secret> shown() {
        return (file == null ? fixed : file.secrets())
                .stream().map(Named::secret).findFirst();
    }

    /** The name of the first that is accepted. Before a no, the file is looked at once more: it may just have changed. */
    public Optional<String> firstThat(Predicate<Secret> accepts) {
        var before = named();
        var found = first(before, accepts);
        if (found.isPresent() || file == null) {
            return found;
        }
        file.readAgain();
        var now = named();
        // Another thread may have read it in between: what counts is what was tried.
        return now.equals(before) ? found : first(now, accepts);
    }

    /** Looks into the file, unless somebody did so just now. */
    public void readAgain() {
        if (file != null) {
            file.readAgain();
        }
    }

    private static Optional<String> first(List<Named> secrets, Predicate<Secret> accepts) {
        for (var one : secrets) {
            if (accepts.test(one.secret)) {
                return Optional.of(one.name);
            }
        }
        return Optional.empty();
    }

    private List<Named> named() {
        if (file == null) {
            return fixed;
        }
        var all = new ArrayList<>(fixed);
        all.addAll(file.secrets());
        return all;
    }

    private static List<Named> fixed(@Nullable String current, @Nullable String next, @Nullable String previous) {
        var secrets = new ArrayList<Named>();
        add(secrets, "current", current);
        add(secrets, "next", next);
        add(secrets, "previous", previous);
        return secrets;
    }

    private static void add(List<Named> secrets, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            Required.that(text.equals(text.strip()), "the " + name + " one begins or ends with white space");
            secrets.add(new Named(name, new Secret(text)));
        }
    }

    @Override
    public String toString() {
        return "RotatingSecret[" + named().size() + "]";
    }
}
