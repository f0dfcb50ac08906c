package dev.switchboard.dispatcher.ledger;

import static java.util.Objects.requireNonNull;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Queue.Held;
import dev.switchboard.dispatcher.ledger.Queue.Room;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import dev.switchboard.dispatcher.pace.Opened;
import dev.switchboard.dispatcher.pace.Paces;
import dev.switchboard.dispatcher.pace.Pairs;
import dev.switchboard.dispatcher.pace.Pause;
import dev.switchboard.dispatcher.pace.Pauses;
import dev.switchboard.dispatcher.pace.Sender;
import dev.switchboard.dispatcher.pace.Templates;
import dev.switchboard.dispatcher.pace.Turns;
import dev.switchboard.dispatcher.recipient.Finding;
import dev.switchboard.dispatcher.recipient.OptOuts;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

/** Who may call for which message, and what the call came to. */
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
            where message_id in (:ids)
            """;

    /** A late answer is still the truth while nobody has claimed the message again; a late doubt is none. */
    private static final String RECORD = """
            update sends
            set state = :state,
                account = coalesce(:account, account),
                provider_id = coalesce(:providerId, provider_id),
                failure_kind = :kind,
                failure_code = :code,
                failure_reason = :reason,
                due_at = coalesce(least(:due, expires_at), due_at),
                changed_at = now()
            where message_id = :id
              and claim = :claim
              and (state = 'calling'
                   or state in ('uncertain', 'parked') and :state <> 'uncertain'
                   or state = 'waiting' and :state = 'accepted')
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
    private final OptOuts optOuts;
    private final Outbox outbox;
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
            OptOuts optOuts,
            Outbox outbox,
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
        this.optOuts = optOuts;
        this.outbox = outbox;
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
                .param("ids", taken.stream().map(Due::messageId).toList())
                .update();
        queue.served(taken.stream().map(Due::lane).distinct().toList());
        failpoints.reach(Failpoint.CLAIMING);
    }

    /** Whether it was ours to record. */
    public boolean record(Claimed claimed, Move move, Outgoing outcome) {
        return record(claimed, move, outcome, List.of());
    }

    /** @param fresh what is to be left alone from now on, whether the message is still ours or not */
    public boolean record(Claimed claimed, Move move, Outgoing outcome, List<Pause> fresh) {
        var isOurs = Boolean.TRUE.equals(transactions.execute(_ -> {
            var recorded = update(claimed, move) == 1;
            fresh.forEach(pauses::begin);
            if (move instanceof Move.Accept) {
                pauses.lift(claimed.pausable());
            }
            if (recorded) {
                outbox.add(List.of(outcome));
                tellPair(claimed, move);
                tellRecipient(claimed, move, outcome);
            }
            failpoints.reach(Failpoint.RECORDING);
            return recorded;
        }));
        failpoints.reach(Failpoint.RECORDED);
        return isOurs;
    }

    private void tellPair(Claimed claimed, Move move) {
        if (claimed.pair() == null) {
            return;
        }
        switch (move) {
            case Move.Strike(var _, var dueAt) -> pairs.strike(claimed.pair(), dueAt);
            case Move.Accept _ -> pairs.forgive(claimed.pair());
            case Move.Wait _, Move.Refuse _, Move.Doubt _, Move.Expire _ -> {}
        }
    }

    /** What we refused ourselves teaches nothing new. */
    private void tellRecipient(Claimed claimed, Move move, Outgoing outcome) {
        if (move instanceof Move.Refuse(var failure)
                && failure.kind() == Failure.Kind.OPT_OUT
                && outcome.outcome() instanceof Refused refused
                && refused.by() == By.PROVIDER) {
            var line = Sender.line(claimed.sender());
            optOuts.refused(claimed.request(), claimed.provider(), line, failure, refused.occurredAt());
        }
    }

    private int update(Claimed claimed, Move move) {
        var accepted = move instanceof Move.Accept accept ? accept : null;
        var failure = move.reason();
        return database.sql(RECORD)
                .param("state", move.to().sqlName())
                .param("account", accepted == null ? null : accepted.account())
                .param("providerId", accepted == null ? null : accepted.providerId())
                .param("kind", failure == null ? null : failure.kind().wireName())
                .param("code", failure == null ? null : failure.code())
                .param("reason", failure == null ? null : failure.reason())
                .param("due", utc(move.due()))
                .param("id", claimed.messageId().value())
                .param("claim", claimed.claim())
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
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
