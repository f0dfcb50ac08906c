package dev.switchboard.dispatcher.uncertain;

import static java.util.function.Predicate.not;

import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.Answer.Taken;
import dev.switchboard.dispatcher.dispatch.Carriers;
import dev.switchboard.dispatcher.dispatch.Dispatch;
import dev.switchboard.dispatcher.dispatch.Look;
import dev.switchboard.dispatcher.ledger.CalledOff;
import dev.switchboard.dispatcher.ledger.Proofs;
import dev.switchboard.dispatcher.loop.Loop.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings uncertain messages to an end: adopted, sent again after a proven miss, or parked for a person. */
@Component
class Settlement {

    private static final int MISSES_THAT_PROVE = 2;
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Doubts doubts;
    private final Proofs proofs;
    private final CalledOff calledOff;
    private final Carriers carriers;
    private final Dispatch dispatch;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Duration statusWait;

    Settlement(
            Doubts doubts,
            Proofs proofs,
            CalledOff calledOff,
            Carriers carriers,
            Dispatch dispatch,
            TransactionTemplate transactions,
            MeterRegistry meters,
            DispatcherProperties properties) {
        this.doubts = doubts;
        this.proofs = proofs;
        this.calledOff = calledOff;
        this.carriers = carriers;
        this.dispatch = dispatch;
        this.transactions = transactions;
        this.meters = meters;
        this.statusWait = properties.uncertain().statusWait();
    }

    Turn turn() {
        var more = doubts.doubtAbandoned();
        var due = doubts.due();
        lookFor(due);
        transactions.executeWithoutResult(_ -> {
            proofs.adopt();
            calledOff.settle();
        });
        return more || !due.isEmpty() ? Turn.MORE : Turn.NOTHING_MORE;
    }

    /** One that hangs holds up none of the others. */
    private void lookFor(List<Doubt> due) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = due.stream()
                    .map(doubt -> CompletableFuture.runAsync(() -> settle(doubt), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(looks).join();
        }
    }

    private void settle(Doubt doubt) {
        var look = carriers.of(doubt.provider()).look(doubt.request(), doubt.callFrom(), doubt.callUntil());
        switch (look) {
            case Look.NoAnswer() -> {}
            case Look.NoList() -> waitForStatus(doubt);
            case Look.Candidates(var messages, var sameContent) -> choose(doubt, unknown(doubt, messages), sameContent);
        }
    }

    private List<Taken> unknown(Doubt doubt, List<Taken> listed) {
        var known = doubts.known(doubt, listed.stream().map(Taken::providerId).toList());
        return listed.stream()
                .filter(not(one -> known.contains(one.providerId())))
                .toList();
    }

    private void choose(Doubt doubt, List<Taken> unknown, boolean sameContent) {
        if (unknown.isEmpty()) {
            miss(doubt);
        } else if (sameContent || unknown.size() == 1) {
            doubts.found(doubt, unknown.getFirst());
            settled(doubt, "found");
        } else if (doubt.callOver()) {
            // Any of them may be it: a person must tell.
            park(doubt);
        }
    }

    private void miss(Doubt doubt) {
        if (!doubt.callOver() || doubts.missed(doubt) < MISSES_THAT_PROVE) {
            return;
        }
        if (doubts.resend(doubt)) {
            settled(doubt, "resent");
            dispatch.wake();
        } else {
            park(doubt);
        }
    }

    private void waitForStatus(Doubt doubt) {
        if (doubt.callOver() && doubt.callFrom().plus(statusWait).isBefore(doubt.lookedAt())) {
            park(doubt);
        }
    }

    private void park(Doubt doubt) {
        if (doubts.park(doubt)) {
            settled(doubt, "parked");
        }
    }

    private void settled(Doubt doubt, String outcome) {
        meters.counter("messaging.settled", "provider", doubt.provider().name(), "outcome", outcome)
                .increment();
        log.atInfo()
                .addKeyValue("messageId", doubt.messageId())
                .addKeyValue("provider", doubt.provider())
                .addKeyValue("attempt", doubt.attempt())
                .addKeyValue("outcome", outcome)
                .log("uncertain send settled");
    }
}
