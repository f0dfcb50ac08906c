package dev.switchboard.operator.replay;

import dev.switchboard.contracts.audit.ReplayEvent.End;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayEnded;
import dev.switchboard.contracts.audit.ReplayEvent.ReplayStarted;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.operator.audit.Journal;
import dev.switchboard.operator.audit.State;
import dev.switchboard.operator.audit.States;
import dev.switchboard.operator.audit.Watch;
import dev.switchboard.operator.dlt.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Carries a plan out: exactly its records, each looked at once more in the moment before it goes back. */
final class Execution implements AutoCloseable {

    private static final Duration SETTLED_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(500);
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);
    private static final int MOST_ON_THE_WAY = 500;

    /** What a person decided about this run of the plan. */
    record Order(
            Plan plan,
            String executionId,
            String by,
            String reason,
            double perSecond,
            long maxLag,
            int canary,
            boolean blind,
            boolean again) {}

    /** How it ended; a guard that stood before it says why. */
    record Ended(
            End end, @Nullable String why, boolean refused, Map<Treatment, Long> counts, long died, boolean read) {}

    private final Order order;
    private final Journal journal;
    private final Judge judge;
    private final States states;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Source source;
    private final Lag lag;
    private final Sender sender;
    private final Deaths deaths;
    private final Watch watch;
    private final Pace pace;
    private final Progress progress;
    private final Interruption interruption;
    private final Clock clock;
    private long settledAt = System.nanoTime();
    private long lookedAt;
    private long lagSeenAt;
    private long canaries;

    Execution(
            Order order,
            Journal journal,
            Judge judge,
            Targets targets,
            Progress progress,
            Interruption interruption,
            Clock clock) {
        this.order = order;
        this.journal = journal;
        this.judge = judge;
        this.progress = progress;
        this.interruption = interruption;
        this.clock = clock;
        var plan = order.plan();
        var cluster = journal.cluster();
        states = journal.states();
        consumer = cluster.consumer("dlt-replay-" + plan.id(), aboutASecondsWorth(order.perSecond()));
        source = Source.of(plan, order.again(), consumer);
        lag = new Lag(cluster);
        sender = new Sender(plan.id(), order.executionId(), journal, consumer, lag, clock);
        deaths = new Deaths(cluster, targets.comingBackTo(source.topics()), plan.id());
        watch = new Watch(journal, plan.id(), order.executionId());
        pace = new Pace(order.perSecond());
        canaries = order.canary();
    }

    /** What is asked about too long beforehand may have changed when it goes back. */
    private static int aboutASecondsWorth(double perSecond) {
        return (int) Math.clamp(perSecond, 1, MOST_ON_THE_WAY);
    }

    Ended run() {
        var plan = order.plan();
        journal.write(new ReplayStarted(
                plan.id(), order.executionId(), order.by(), order.reason(), order.blind(), clock.instant()));
        sender.commit(source.begins());
        try {
            while (!source.isAtEnd()) {
                judge.judge(open(source.next())).forEach(this::put);
                endIfWished();
                settleIfDue();
            }
            sender.settle();
            return ended(End.DONE, null, false, waitUntilRead());
        } catch (Stopped e) {
            sender.settle();
            return ended(e.end(), String.valueOf(e.getMessage()), e.isRefused(), true);
        }
    }

    /** What somebody replayed, moved or dismissed since the plan was made is not touched. */
    private List<DeadLetter> open(List<DeadLetter> letters) {
        return order.again()
                ? letters
                : letters.stream()
                        .filter(letter -> letter.state(states) == State.NEW)
                        .toList();
    }

    private void put(Judged judged) {
        if (judged.treatment() == Treatment.REPLAY) {
            requireKnown(judged);
            waitForReaders(judged);
            waitForTurn();
        }
        endIfWished();
        sender.take(judged);
        settleIfDue();
        if (judged.treatment() == Treatment.REPLAY && canaries > 0 && --canaries == 0) {
            watchCanaries();
        }
    }

    private void requireKnown(Judged judged) {
        if (judged.isUnknown() && !order.blind()) {
            var why = judge.unknown().get(judged.reader());
            throw Stopped.refused("The effects at " + judged.reader().id() + " are unknown: "
                    + (why == null ? judged.detail() : why) + ". --blind replays all the same.");
        }
    }

    /** Somebody may end it here, cancel it from elsewhere, or carry it on elsewhere. */
    private void endIfWished() {
        if (interruption.isWished()) {
            throw Stopped.byOperator();
        }
        if (isOver(lookedAt, LOOKED_EVERY)) {
            lookedAt = System.nanoTime();
            watch.reasonToEnd().ifPresent(Stopped::because);
        }
    }

    private void settleIfDue() {
        if (sender.pending() >= MOST_ON_THE_WAY || isOver(settledAt, SETTLED_EVERY)) {
            sender.settle();
            settledAt = System.nanoTime();
            progress.show(sender.counts(), deaths.count());
        }
    }

    private void waitForTurn() {
        for (var nanos = pace.nanosLeft(); nanos > 0; nanos = pace.nanosLeft()) {
            pause(Duration.ofNanos(Math.min(nanos, LOOKED_EVERY.toNanos())));
            endIfWished();
            settleIfDue();
        }
        pace.taken();
    }

    /** Live traffic comes first. */
    private void waitForReaders(Judged judged) {
        if (lagSeenAt != 0 && !isOver(lagSeenAt, LOOKED_EVERY)) {
            return;
        }
        var topic = Objects.requireNonNull(judged.record()).topic();
        var behind = lag.before(judged.reader(), topic);
        while (behind > order.maxLag()) {
            sender.settle();
            progress.waiting(judged.reader().id(), behind, order.maxLag());
            pause(LOOKED_EVERY);
            endIfWished();
            behind = lag.before(judged.reader(), topic);
        }
        lagSeenAt = System.nanoTime();
    }

    private void watchCanaries() {
        sender.settle();
        var read = waitUntilRead();
        var died = deaths.count();
        if (died > 0) {
            throw Stopped.failed(died + " of " + order.canary() + " canaries died again ("
                    + deaths.reason().orElse("unknown") + "): nothing more was sent");
        }
        if (!read) {
            throw Stopped.failed("the canaries were not read within " + READ_WITHIN.toSeconds()
                    + " s: nothing more was sent. Is the service up?");
        }
        progress.canaries(order.canary());
    }

    private boolean waitUntilRead() {
        var since = System.nanoTime();
        while (!lag.isReadByAll()) {
            if (isOver(since, READ_WITHIN)) {
                return false;
            }
            pause(Duration.ofMillis(100));
            endIfWished();
        }
        return true;
    }

    private Ended ended(End end, @Nullable String why, boolean refused, boolean read) {
        var died = deaths.count();
        journal.write(new ReplayEnded(order.plan().id(), order.executionId(), end, died, why, clock.instant()));
        return new Ended(end, why, refused, sender.counts(), died, read);
    }

    Optional<String> reasonOfDeath() {
        return deaths.reason();
    }

    private static boolean isOver(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(time));
    }

    @Override
    public void close() {
        watch.close();
        deaths.close();
        sender.close();
        lag.close();
        consumer.close();
    }
}
