package dev.switchboard.ingress.meta;

import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.reply.Silence;
import org.springframework.stereotype.Component;

/** Who writes into a group does not write to us alone. */
@Component
final class MetaGroup implements Silence {

    @Override
    public boolean isWantedBy(MessageReceived message) {
        var raw = message.raw();
        return message.provider().equals(Provider.META) && raw != null && raw.has("group_id");
    }
}
