package dev.switchboard.dispatcher.pace;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** The paces one claim holds: of the senders with something to send, and of their accounts where those have a limit. */
public final class Opened {

    private final Map<String, Grant> senders;
    private final Map<String, Grant> accounts;
    private final Instant now;

    Opened(Collection<Grant> senders, Collection<Grant> accounts, Instant now) {
        this.senders = senders.stream().collect(toMap(Grant::sender, grant -> grant));
        this.accounts = accounts.stream().collect(toMap(Grant::sender, grant -> grant));
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
        return account == null || account.room(1) > 0;
    }

    /** Takes the sender's next start; how long it is until then. */
    public Duration take(String sender) {
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
