package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Canceled;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.CheckRequest;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Dispatch;
import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.intake.NewSends.Added;
import dev.switchboard.dispatcher.ledger.State;
import dev.switchboard.dispatcher.outcome.Outbox;
import dev.switchboard.dispatcher.outcome.Outgoing;
import dev.switchboard.dispatcher.receipt.Receipts;
import dev.switchboard.dispatcher.receipt.Receipts.Said;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One batch of the topic, one transaction of the ledger. */
@Component
class Intake implements Consumption.Work<SendCommand> {

    private final Completion completion;
    private final NewSends sends;
    private final Cancellations cancellations;
    private final Checks checks;
    private final Receipts receipts;
    private final Outbox outbox;
    private final Dispatch dispatch;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Failpoints failpoints;

    Intake(
            Completion completion,
            NewSends sends,
            Cancellations cancellations,
            Checks checks,
            Receipts receipts,
            Outbox outbox,
            Dispatch dispatch,
            TransactionTemplate transactions,
            Clock clock,
            Failpoints failpoints) {
        this.completion = completion;
        this.sends = sends;
        this.cancellations = cancellations;
        this.checks = checks;
        this.receipts = receipts;
        this.outbox = outbox;
        this.dispatch = dispatch;
        this.transactions = transactions;
        this.clock = clock;
        this.failpoints = failpoints;
    }

    @Override
    public void on(List<Delivery<SendCommand>> batch) {
        failpoints.reach(Failpoint.POLLED);
        var requests = new LinkedHashMap<MessageId, Arrival>();
        var cancels = new ArrayList<CancelRequest>();
        var asked = new ArrayList<CheckRequest>();
        var reads = new ArrayList<Said>();
        for (var delivery : batch) {
            switch (delivery.event()) {
                case SendRequest request ->
                    requests.merge(request.messageId(), arrival(request, delivery), Intake::firstOfTheSame);
                case CancelRequest cancel -> cancels.add(cancel);
                case CheckRequest check -> asked.add(check);
                case ReadRequest read -> reads.add(new Said(read, delivery.recordTime()));
            }
        }
        transactions.executeWithoutResult(_ -> {
            take(requests);
            cancellations.apply(cancels);
            checks.apply(asked);
            receipts.note(reads);
            failpoints.reach(Failpoint.TAKING_IN);
        });
        failpoints.reach(Failpoint.TAKEN_IN);
        dispatch.wake();
        receipts.wake();
    }

    private Arrival arrival(SendRequest request, Delivery<SendCommand> delivery) {
        return Arrival.of(request, completion.completed(request, delivery.recordTime()), delivery);
    }

    private static Arrival firstOfTheSame(Arrival first, Arrival second) {
        if (!first.contentHash().equals(second.contentHash())) {
            throw NewSends.conflict();
        }
        return first;
    }

    private void take(Map<MessageId, Arrival> requests) {
        if (requests.isEmpty()) {
            return;
        }
        var added = sends.add(requests.values());
        outbox.add(requests.values().stream()
                .flatMap(arrival -> told(arrival, added.get(arrival.messageId())))
                .toList());
    }

    private Stream<Outgoing> told(Arrival arrival, @Nullable Added added) {
        if (added == null) {
            return Stream.empty();
        }
        var now = clock.instant();
        var queued = new Queued(arrival.messageId(), arrival.request(), arrival.position(), now);
        return added.state() == State.CANCELED
                ? Stream.of(queued, new Canceled(arrival.messageId(), added.cancelReason(), now))
                        .map(told -> outgoing(arrival, told))
                : Stream.of(outgoing(arrival, queued));
    }

    private static Outgoing outgoing(Arrival arrival, SendOutcome outcome) {
        return new Outgoing(outcome, 0, arrival.traceparent(), arrival.tenant());
    }
}
