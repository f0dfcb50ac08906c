package dev.switchboard.dispatcher.account;

import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.dispatcher.recipient.OptOuts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One batch of the topic, one transaction. */
@Component
class News implements Consumption.Work<AccountEvent> {

    private final OptOuts optOuts;
    private final TemplateStates templates;
    private final TransactionTemplate transactions;

    News(OptOuts optOuts, TemplateStates templates, TransactionTemplate transactions) {
        this.optOuts = optOuts;
        this.templates = templates;
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<AccountEvent>> batch) {
        var preferences = new ArrayList<PreferenceChanged>();
        var changed = new ArrayList<TemplateChanged>();
        for (var delivery : batch) {
            switch (delivery.event()) {
                case PreferenceChanged preference -> preferences.add(preference);
                case TemplateChanged template -> changed.add(template);
                // A restricted account tells with its next answer, and is paused then.
                case SenderQualityChanged _, AccountChanged _, UnknownAccountEvent _ -> {}
            }
        }
        transactions.executeWithoutResult(_ -> {
            optOuts.prefer(preferences);
            templates.note(changed);
        });
    }
}
