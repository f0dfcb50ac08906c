package dev.switchboard.dispatcher.pace;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The paces one claim holds: of the senders with something to send, and of their accounts where those have a limit. */
public final class Opened {

    private final Map<String, Grant> senders;
    private final Map<String, Grant> accounts;
    private final Map<String, Boolean> trials;
    private final Set<String> tried = new HashSet<>();
    private final Instant now;

    /** @param trials what is paused, and whether one message may try it now */
    Opened(Collection<Grant> senders, Collection<Grant> accounts, Map<String, Boolean> trials, Instant now) {
        this.senders = senders.stream().collect(toMap(Grant::sender, grant -> grant));
        this.accounts = accounts.stream().collect(toMap(Grant::sender, grant -> grant));
        this.trials = trials;
        this.now = now;
    }

    /** By the database's clock. */
    public Instant now() {
        return now;
    }

    /** How many messages each sender may send now. */
    public Map<String, Integer> rooms(int most) {
        return senders.values().stream()
                .filter(grant -> grant.room(most) > 0)
                .collect(toMap(Grant::sender, grant -> grant.room(most)));
    }

    public boolean hasRoom(String sender) {
        var account = accounts.get(Sender.account(sender));
        return !isPaused(sender) && !isPaused(Sender.account(sender)) && hasRoom(account);
    }

    private boolean isPaused(String name) {
        var trial = trials.get(name);
        return trial != null && (!trial || tried.contains(name));
    }

    private static boolean hasRoom(@Nullable Grant account) {
        return account == null || account.room(1) > 0;
    }

    /** Takes the sender's next start; how long it is until then. */
    public Duration take(String sender) {
        tried.add(sender);
        tried.add(Sender.account(sender));
        var account = accounts.get(Sender.account(sender));
        var earliest = account == null ? now : account.take(now);
        return Duration.between(now, requireNonNull(senders.get(sender)).take(earliest));
    }

    /** When the first that must pause now may go on; {@code otherwise} if none must. */
    public Duration closedFor(Duration otherwise) {
        return grants().map(Grant::closedFor)
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(otherwise);
    }

    Stream<Grant> grants() {
        return Stream.concat(senders.values().stream(), accounts.values().stream());
    }
}
