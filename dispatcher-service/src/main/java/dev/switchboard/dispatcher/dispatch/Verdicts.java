package dev.switchboard.dispatcher.dispatch;

import static java.util.Objects.requireNonNullElse;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.failure.Reach;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Expired;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.dispatcher.ledger.Claimed;
import dev.switchboard.dispatcher.ledger.Entry;
import dev.switchboard.dispatcher.ledger.Move;
import dev.switchboard.dispatcher.ledger.Recording;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Turns answers into what the ledger keeps and the world hears, and sees to it that it is kept. */
@Component
class Verdicts {

    /** A provider lists a message a moment after it took it. */
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(1);

    private final Recording recording;
    private final RetrySchedule schedule;
    private final Standstill standstill;
    private final Clock clock;

    /** An answer that is known must not be lost to a short outage of the database. */
    private final RetryTemplate insistent = new RetryTemplate(RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class)
            .maxRetries(60)
            .delay(Duration.ofMillis(200))
            .multiplier(2)
            .maxDelay(Duration.ofSeconds(5))
            .build());

    Verdicts(Recording recording, RetrySchedule schedule, Standstill standstill, Clock clock) {
        this.recording = recording;
        this.schedule = schedule;
        this.standstill = standstill;
        this.clock = clock;
    }

    Verdict of(Claimed claimed, Answer answer) {
        return outcome(claimed, answer).with(standstill.after(claimed, answer, clock.instant()));
    }

    private Verdict outcome(Claimed claimed, Answer answer) {
        var id = claimed.messageId();
        var attempt = claimed.attempt();
        var now = clock.instant();
        return switch (answer) {
            case Answer.Taken(var account, var providerId, var from, var segments) ->
                new Verdict(
                        new Move.Accept(account, providerId),
                        new Accepted(
                                id,
                                claimed.provider(),
                                account,
                                providerId,
                                from == null ? claimed.request().from() : from,
                                segments,
                                attempt,
                                now));
            case Answer.NotTaken(var failure, var _, var _, var calls)
            when calls > 0 && attempt >= calls -> {
                var last = new Failure(Failure.Kind.PERMANENT, failure.code(), failure.reason());
                yield new Verdict(new Move.Refuse(last), new Refused(id, By.PROVIDER, last, attempt, now));
            }
            case Answer.NotTaken(var failure, var notBefore, var reach, var _) -> {
                var isPair = reach == Reach.PAIR && claimed.pair() != null;
                var dueAt = dueAt(claimed, isPair ? longer(notBefore, claimed.pairPause()) : notBefore, now);
                yield new Verdict(
                        isPair ? new Move.Strike(failure, dueAt) : new Move.Wait(failure, dueAt),
                        new Deferred(id, failure, dueAt, attempt, now));
            }
            case Answer.Refused(var by, var failure, var _) ->
                new Verdict(new Move.Refuse(failure), new Refused(id, by, failure, attempt, now));
            case Answer.Unknown(var failure) ->
                new Verdict(new Move.Doubt(failure, now.plus(LISTED_WITHIN)), new Uncertain(id, failure, attempt, now));
        };
    }

    Verdict expired(Claimed claimed) {
        var now = clock.instant();
        var expiresAt = requireNonNullElse(claimed.request().expiresAt(), now);
        return new Verdict(new Move.Expire(), new Expired(claimed.messageId(), expiresAt, now));
    }

    /** Whether it was ours to record. */
    boolean record(Claimed claimed, Verdict verdict, Entry.@Nullable Said said, @Nullable Traceparent traceparent) {
        var outgoing = new Outgoing(verdict.outcome(), claimed.attempt(), traceparent, claimed.tenant());
        var entry = new Entry(claimed, verdict.move(), outgoing, verdict.pauses(), said);
        var isTried = new AtomicBoolean();
        // What failed in company is tried again alone: the fault may be another's.
        return insistent.invoke(() -> isTried.getAndSet(true) ? recording.alone(entry) : recording.together(entry));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Waiting beyond the end would only say later that it is over. */
    private Instant dueAt(Claimed claimed, Duration notBefore, Instant now) {
        var dueAt = now.plus(schedule.after(claimed.attempt(), notBefore));
        var expiresAt = claimed.request().expiresAt();
        return expiresAt != null && expiresAt.isBefore(dueAt) ? expiresAt : dueAt;
    }
}
