package dev.switchboard.dispatcher.ledger;

import static java.util.Objects.requireNonNull;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Queue.Held;
import dev.switchboard.dispatcher.ledger.Queue.Room;
import dev.switchboard.dispatcher.pace.Opened;
import dev.switchboard.dispatcher.pace.Paces;
import dev.switchboard.dispatcher.pace.Pairs;
import dev.switchboard.dispatcher.pace.Pauses;
import dev.switchboard.dispatcher.pace.Templates;
import dev.switchboard.dispatcher.pace.Turns;
import dev.switchboard.dispatcher.recipient.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may call for which message. */
@Component
public class Claims {

    private static final String CLAIM = """
            update sends
            set state = 'calling',
                claim = :claim,
                claimed_at = now(),
                lease_until = now() + make_interval(secs => :lease),
                attempts = attempts + 1,
                misses = 0,
                missed_at = null,
                pair_at = null,
                changed_at = now()
            where message_id = any(:ids)
            """;

    /** How long a send waits for what is not known yet. */
    private static final Duration KNOWN_WITHIN = Duration.ofMillis(200);

    private static final Finding EXPIRED =
            new Finding.Refused(new Failure(Failure.Kind.PERMANENT, null, "expiresAt has passed"));

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Paces paces;
    private final Pairs pairs;
    private final Pauses pauses;
    private final Queue queue;
    private final Screen screen;
    private final DispatcherProperties.Calls calls;
    private final LongSupplier ticker;
    private final Failpoints failpoints;

    Claims(
            JdbcClient database,
            TransactionTemplate transactions,
            Paces paces,
            Pairs pairs,
            Pauses pauses,
            Queue queue,
            Screen screen,
            DispatcherProperties properties,
            LongSupplier ticker,
            Failpoints failpoints) {
        this.database = database;
        this.transactions = transactions;
        this.paces = paces;
        this.pairs = pairs;
        this.pauses = pauses;
        this.queue = queue;
        this.screen = screen;
        this.calls = properties.calls();
        this.ticker = ticker;
        this.failpoints = failpoints;
    }

    /**
     * What was claimed.
     *
     * @param moreIn when a sender that now has to pause may go on
     */
    public record Batch(List<Claimed> messages, Duration moreIn) {}

    /** Committed when it returns: from here on the messages count as possibly sent. */
    public Batch claim(int limit) {
        var claim = UUID.randomUUID();
        var lease = Lease.starting(ticker, calls.lease());
        var batch = requireNonNull(transactions.execute(_ -> claim(limit, claim, lease)));
        if (!batch.messages().isEmpty()) {
            failpoints.reach(Failpoint.CLAIMED);
        }
        return batch;
    }

    private Batch claim(int limit, UUID claim, Lease lease) {
        var opened = paces.open(calls.poll());
        var openedAt = ticker.getAsLong();
        var due = queue.next(rooms(opened, limit), limit);
        var turns = pairs.open(
                due.stream().map(Due::pair).filter(Objects::nonNull).distinct().toList(), opened.now());
        var templates = pauses.templates(due.stream()
                .map(Due::template)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        var findings = screen.look(due.stream().map(Due::addressed).toList());
        var held = new ArrayList<Held>();
        var taken = new ArrayList<Due>();
        var claimed = new ArrayList<Claimed>();
        for (var one : due) {
            switch (finding(one, findings)) {
                case Finding.Refused(var failure) -> {
                    taken.add(one);
                    claimed.add(claimed(one, claim, lease, Start.now(), failure, turns));
                }
                case Finding.NotKnownYet() ->
                    held.add(new Held(one.messageId(), opened.now().plus(KNOWN_WITHIN), false));
                case null -> {
                    if (opened.hasRoom(one.sender())) {
                        hold(one, templates, turns, opened.now()).ifPresentOrElse(held::add, () -> {
                            var start = Start.in(opened.take(one.sender()), ticker, openedAt);
                            taken.add(one);
                            claimed.add(claimed(one, claim, lease, start, null, turns));
                        });
                    }
                }
            }
        }
        keep(taken, held, turns, claim);
        paces.close(opened);
        // Behind those that must wait for their pairs, and those that took no start, there may be others.
        var mayBeMore = !held.isEmpty() || claimed.stream().anyMatch(one -> one.refusal() != null);
        return new Batch(claimed, mayBeMore ? Duration.ZERO : opened.closedFor(calls.poll()));
    }

    /** An expired message needs no start either: its claim only tells that it is over. */
    private static @Nullable Finding finding(Due due, Map<MessageId, Finding> findings) {
        return due.expired() ? EXPIRED : findings.get(due.id());
    }

    private static List<Room> rooms(Opened opened, int limit) {
        return opened.rooms(limit).entrySet().stream()
                .map(room -> new Room(room.getKey(), room.getValue()))
                .toList();
    }

    /** A turn of its pair that was reserved before holds. */
    private static Optional<Held> hold(Due due, Templates templates, Turns turns, Instant now) {
        var template = due.template();
        var open = template == null ? now : templates.opensAt(template, now);
        if (open.isAfter(now)) {
            return Optional.of(new Held(due.messageId(), open, false));
        }
        var turn = due.pair() == null || due.hasTurn() ? now : turns.take(due.pair());
        return turn.isAfter(now) ? Optional.of(new Held(due.messageId(), turn, true)) : Optional.empty();
    }

    private void keep(List<Due> taken, List<Held> held, Turns turns, UUID claim) {
        pairs.keep(turns);
        queue.hold(held);
        if (taken.isEmpty()) {
            return;
        }
        database.sql(CLAIM)
                .param("claim", claim)
                .param("lease", calls.lease().toMillis() / 1000.0)
                .param("ids", taken.stream().map(Due::messageId).toArray(UUID[]::new))
                .update();
        queue.served(taken.stream().map(Due::lane).distinct().toList());
        failpoints.reach(Failpoint.CLAIMING);
    }

    private static Claimed claimed(
            Due due, UUID claim, Lease lease, Start start, @Nullable Failure refusal, Turns turns) {
        var pair = due.pair();
        return new Claimed(
                due.request(),
                new Provider(due.provider()),
                due.sender(),
                due.attempts() + 1,
                claim,
                lease,
                start,
                due.expired(),
                refusal,
                pair,
                pair == null ? Duration.ZERO : Pairs.pauseAfter(turns.strikes(pair)),
                Traceparent.parse(due.traceparent()),
                due.tenant());
    }
}
