package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.customer.Carrier;
import dev.switchboard.simulator.customer.Inbound;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Provider;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a customer writes, as Meta's messages webhook. */
@Component
class MetaCarrier implements Carrier {
    private final MetaEnvelope envelope;
    private final Wamids wamids;
    private final Clock clock;

    MetaCarrier(MetaEnvelope envelope, Wamids wamids, Clock clock) {
        this.envelope = envelope;
        this.wamids = wamids;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Callback webhook(Inbound inbound) {
        if (inbound.on() != Channel.WHATSAPP) {
            throw new InvalidInput("channel", "must be whatsapp with this provider");
        }
        var from = inbound.from() == null ? "" : number(inbound.from());
        var userId = inbound.userId();
        if (from.isEmpty() && userId == null) {
            throw new InvalidInput("from", "is required");
        }
        var contact = new LinkedHashMap<String, Object>();
        var message = new LinkedHashMap<String, Object>();
        contact.put("profile", Map.of("name", inbound.name()));
        if (!from.isEmpty()) {
            contact.put("wa_id", from);
            message.put("from", from);
        }
        if (userId != null) {
            contact.put("user_id", userId);
            message.put("from_user_id", userId);
        }
        var wamid = inbound.id() == null ? wamids.next(from.isEmpty() ? userId + "" : from) : inbound.id();
        message.put("id", wamid);
        message.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        message.putAll(content(inbound));
        return envelope.signed(wamid, "received", "messages", message, Map.of("contacts", List.of(contact)));
    }

    private static Map<String, ?> content(Inbound inbound) {
        if (inbound.mediaUrl() != null) {
            throw new InvalidInput("mediaUrl", "cannot be said to Meta, which has files by id; Twilio takes it");
        }
        var about = inbound.replyTo();
        if (inbound.reaction() != null && about != null) {
            return Map.of("type", "reaction", "reaction", Map.of("message_id", about, "emoji", inbound.reaction()));
        }
        var text = Map.of("body", inbound.words());
        return about == null
                ? Map.of("type", "text", "text", text)
                : Map.of("type", "text", "text", text, "context", Map.of("id", about));
    }

    private static String number(String given) {
        var digits = new Address(given).digits();
        if (!digits.matches("[1-9]\\d{6,14}")) {
            throw new InvalidInput("from", "must be a number such as +14155550100");
        }
        return digits;
    }
}
