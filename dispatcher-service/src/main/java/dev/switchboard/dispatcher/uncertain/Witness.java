package dev.switchboard.dispatcher.uncertain;

import static java.util.Comparator.comparing;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.status.StatusEvent;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.dispatcher.ledger.Proofs;
import dev.switchboard.dispatcher.ledger.Proofs.Proof;
import dev.switchboard.dispatcher.recipient.OptOuts;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears statuses that carry our id: whoever reports on a message has it, and may tell that its recipient wants none. */
@Component
class Witness implements Consumption.Work<StatusEvent> {

    private final Proofs proofs;
    private final OptOuts optOuts;
    private final TransactionTemplate transactions;

    Witness(Proofs proofs, OptOuts optOuts, TransactionTemplate transactions) {
        this.proofs = proofs;
        this.optOuts = optOuts;
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<StatusEvent>> batch) {
        var ours = batch.stream()
                .map(delivery -> switch (delivery.event()) {
                    case StatusReported status -> status;
                })
                .filter(status -> !status.isNamedByProvider())
                .toList();
        var heard = ours.stream()
                .map(Witness::proof)
                .distinct()
                .sorted(comparing(proof -> proof.messageId().toString()))
                .toList();
        transactions.executeWithoutResult(_ -> {
            proofs.note(heard);
            proofs.adopt();
            optOuts.reported(ours);
        });
    }

    private static Proof proof(StatusReported status) {
        return new Proof(status.messageId(), status.provider(), status.account(), status.providerId());
    }
}
