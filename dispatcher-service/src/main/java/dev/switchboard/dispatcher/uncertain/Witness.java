package dev.switchboard.dispatcher.uncertain;

import static java.util.Comparator.comparing;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.dispatcher.ledger.Proofs;
import dev.switchboard.dispatcher.ledger.Proofs.Proof;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears statuses that carry our id: whoever reports on a message has it. */
@Component
class Witness implements Consumption.Work<StatusEvent> {

    private final Proofs proofs;
    private final TransactionTemplate transactions;

    Witness(Proofs proofs, TransactionTemplate transactions) {
        this.proofs = proofs;
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<StatusEvent>> batch) {
        var heard = batch.stream()
                .map(delivery -> switch (delivery.event()) {
                    case StatusReported status -> status;
                })
                .filter(status -> !status.isNamedByProvider())
                .map(Witness::proof)
                .distinct()
                .sorted(comparing(proof -> proof.messageId().toString()))
                .toList();
        transactions.executeWithoutResult(_ -> {
            proofs.note(heard);
            proofs.adopt();
        });
    }

    private static Proof proof(StatusReported status) {
        return new Proof(status.messageId(), status.provider(), status.account(), status.providerId());
    }
}
