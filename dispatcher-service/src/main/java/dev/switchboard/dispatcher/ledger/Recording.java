package dev.switchboard.dispatcher.ledger;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.pace.Pairs;
import dev.switchboard.dispatcher.pace.Pause;
import dev.switchboard.dispatcher.pace.Pauses;
import dev.switchboard.dispatcher.pace.Sender;
import dev.switchboard.dispatcher.recipient.OptOuts;
import dev.switchboard.dispatcher.rows.Columns;
import dev.switchboard.dispatcher.transcript.Transcripts;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what calls came to into the ledger, those that came at the same time in one transaction. */
@Component
public class Recording {

    /** A late answer is still the truth while nobody has claimed the message again; a late doubt is none. */
    private static final String RECORD = """
            with entries as materialized (
                select r.*
                from unnest(
                    cast(:ids as uuid[]), cast(:claims as uuid[]), cast(:states as text[]), cast(:accounts as text[]),
                    cast(:providerIds as text[]), cast(:kinds as text[]), cast(:codes as text[]),
                    cast(:reasons as text[]), cast(:due as timestamptz[])) as r (
                        message_id, claim, state, account, provider_id, kind, code, reason, due)
                join sends s using (message_id)
                where s.claim = r.claim
                  and (s.state = 'calling'
                       or s.state in ('uncertain', 'parked') and r.state <> 'uncertain'
                       or s.state = 'waiting' and r.state = 'accepted')
                order by message_id
                for update of s)
            update sends s
            set state = e.state,
                account = coalesce(e.account, s.account),
                provider_id = coalesce(e.provider_id, s.provider_id),
                failure_kind = e.kind,
                failure_code = e.code,
                failure_reason = e.reason,
                due_at = case when e.due is null then s.due_at else least(e.due, s.expires_at) end,
                changed_at = now()
            from entries e
            where s.message_id = e.message_id
            returning s.message_id, s.claim
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Pauses pauses;
    private final Pairs pairs;
    private final OptOuts optOuts;
    private final Outbox outbox;
    private final Transcripts transcripts;
    private final Failpoints failpoints;
    private final SharedPen<Entry, Boolean> pen = new SharedPen<>(this::write);

    Recording(
            JdbcClient database,
            TransactionTemplate transactions,
            Pauses pauses,
            Pairs pairs,
            OptOuts optOuts,
            Outbox outbox,
            Transcripts transcripts,
            Failpoints failpoints) {
        this.database = database;
        this.transactions = transactions;
        this.pauses = pauses;
        this.pairs = pairs;
        this.optOuts = optOuts;
        this.outbox = outbox;
        this.transcripts = transcripts;
        this.failpoints = failpoints;
    }

    /** Whether it was ours to record. It fails when any that came at the same time does. */
    public boolean together(Entry entry) {
        return pen.write(entry);
    }

    /** Whether it was ours to record. */
    public boolean alone(Entry entry) {
        return write(List.of(entry)).getFirst();
    }

    private List<Boolean> write(List<Entry> entries) {
        var ours = requireNonNull(transactions.execute(_ -> writeAll(entries)));
        failpoints.reach(Failpoint.RECORDED);
        return entries.stream().map(entry -> ours.contains(Key.of(entry))).toList();
    }

    private Set<Key> writeAll(List<Entry> entries) {
        var ours = update(entries);
        pauses.lift(entries.stream()
                .filter(entry -> entry.move() instanceof Move.Accept)
                .flatMap(entry -> entry.claimed().pausable().stream())
                .collect(toSet()));
        longest(entries).forEach(pauses::begin);
        var recorded =
                entries.stream().filter(entry -> ours.contains(Key.of(entry))).toList();
        outbox.add(recorded.stream().map(Entry::outcome).toList());
        transcripts.add(entries.stream().flatMap(entry -> said(entry, ours)).toList());
        tellPairs(recorded);
        recorded.forEach(this::tellRecipient);
        failpoints.reach(Failpoint.RECORDING);
        return ours;
    }

    /** When a provider falls silent, a thousand calls find out together. */
    private static Collection<Pause> longest(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.pauses().stream())
                .collect(toMap(
                        Pause::name, pause -> pause, BinaryOperator.maxBy(comparing(Pause::probeAt)), TreeMap::new))
                .values();
    }

    /** Also of a call whose answer comes too late to count: that it was made is part of the story. */
    private static Stream<Transcripts.Call> said(Entry entry, Set<Key> ours) {
        var said = entry.said();
        if (said == null) {
            return Stream.empty();
        }
        var failure = entry.move().reason();
        var transcript = said.transcript();
        return Stream.of(new Transcripts.Call(
                entry.claimed().messageId().value(),
                entry.claimed().attempt(),
                said.calledAt(),
                Math.toIntExact(said.took().toMillis()),
                said.word(),
                failure == null ? null : failure.code(),
                ours.contains(Key.of(entry)),
                transcript.table(),
                transcript.request(),
                transcript.answer(),
                transcript.lost()));
    }

    private Set<Key> update(List<Entry> entries) {
        var rows = new Columns<>(entries)
                .ids("ids", entry -> entry.claimed().messageId().value())
                .ids("claims", entry -> entry.claimed().claim())
                .texts("states", entry -> entry.move().to().sqlName())
                .texts("accounts", entry -> entry.move() instanceof Move.Accept accept ? accept.account() : null)
                .texts("providerIds", entry -> entry.move() instanceof Move.Accept accept ? accept.providerId() : null)
                .texts(
                        "kinds",
                        entry -> ofFailure(entry, failure -> failure.kind().wireName()))
                .texts("codes", entry -> ofFailure(entry, Failure::code))
                .texts("reasons", entry -> ofFailure(entry, Failure::reason))
                .times("due", entry -> entry.move().due());
        return database.sql(RECORD)
                .params(rows.arrays())
                .query((row, _) -> new Key(row.getObject("message_id", UUID.class), row.getObject("claim", UUID.class)))
                .set();
    }

    private static @Nullable String ofFailure(Entry entry, Function<Failure, @Nullable String> part) {
        var failure = entry.move().reason();
        return failure == null ? null : part.apply(failure);
    }

    private void tellPairs(List<Entry> entries) {
        pairs.forgive(entries.stream()
                .filter(entry -> entry.move() instanceof Move.Accept)
                .map(entry -> entry.claimed().pair())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        for (var entry : entries) {
            if (entry.move() instanceof Move.Strike(var _, var dueAt)
                    && entry.claimed().pair() != null) {
                pairs.strike(entry.claimed().pair(), dueAt);
            }
        }
    }

    /** What we refused ourselves teaches nothing new. */
    private void tellRecipient(Entry entry) {
        if (entry.move() instanceof Move.Refuse(var failure)
                && failure.kind() == Failure.Kind.OPT_OUT
                && entry.outcome().outcome() instanceof Refused refused
                && refused.by() == By.PROVIDER) {
            var claimed = entry.claimed();
            var line = Sender.line(claimed.sender());
            optOuts.refused(claimed.request(), claimed.provider(), line, failure, refused.occurredAt());
        }
    }

    /** A late answer may come together with that of the claim that took the message over. */
    private record Key(UUID messageId, UUID claim) {
        static Key of(Entry entry) {
            return new Key(entry.claimed().messageId().value(), entry.claimed().claim());
        }
    }
}
