package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.dispatcher.account.TemplateStates;
import dev.switchboard.dispatcher.ledger.Screen;
import dev.switchboard.dispatcher.recipient.Addressed;
import dev.switchboard.dispatcher.recipient.Finding;
import dev.switchboard.dispatcher.recipient.Recipients;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the provider could not carry at all, what its recipient would not get, and templates that are no more. */
@Component
class Screening implements Screen {

    private final Carriers carriers;
    private final Recipients recipients;
    private final TemplateStates templates;

    Screening(Carriers carriers, Recipients recipients, TemplateStates templates) {
        this.carriers = carriers;
        this.recipients = recipients;
        this.templates = templates;
    }

    @Override
    public Map<MessageId, Finding> look(Collection<Addressed> sends) {
        var findings = new HashMap<>(recipients.look(sends));
        templates.refusals(sends).forEach((id, failure) -> findings.put(id, new Finding.Refused(failure)));
        for (var send : sends) {
            carriers.of(send.provider())
                    .unfit(send.request())
                    .ifPresent(failure -> findings.put(send.messageId(), new Finding.Refused(failure)));
        }
        return findings;
    }
}
