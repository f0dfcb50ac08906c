package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Learns what contacts told the network itself about marketing from us. */
@Component
class Preferences implements Consumption.Work<AccountEvent> {

    private final OptOuts optOuts;
    private final TransactionTemplate transactions;

    Preferences(OptOuts optOuts, TransactionTemplate transactions) {
        this.optOuts = optOuts;
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<AccountEvent>> batch) {
        var said = batch.stream()
                .flatMap(delivery -> switch (delivery.event()) {
                    case PreferenceChanged changed -> Stream.of(OptOuts.preference(changed));
                    case TemplateChanged _, SenderQualityChanged _, AccountChanged _, UnknownAccountEvent _ ->
                        Stream.<OptOut>empty();
                })
                .toList();
        transactions.executeWithoutResult(_ -> optOuts.note(said));
    }
}
