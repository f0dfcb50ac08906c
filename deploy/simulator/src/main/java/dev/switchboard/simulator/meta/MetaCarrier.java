package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.customer.Carrier;
import dev.switchboard.simulator.customer.DataUrl;
import dev.switchboard.simulator.customer.Inbound;
import dev.switchboard.simulator.file.KeptFiles;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Provider;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a customer writes, as Meta's messages webhook. */
@Component
class MetaCarrier implements Carrier {
    private static final Set<String> MEDIA = Set.of("image", "audio", "video");

    private final MetaEnvelope envelope;
    private final Wamids wamids;
    private final KeptFiles files;
    private final Clock clock;

    MetaCarrier(MetaEnvelope envelope, Wamids wamids, KeptFiles files, Clock clock) {
        this.envelope = envelope;
        this.wamids = wamids;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Callback webhook(Inbound inbound, String origin) {
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

    private Map<String, ?> content(Inbound inbound) {
        if (inbound.mediaUrl() != null) {
            return file(inbound, inbound.mediaUrl());
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

    /** Meta tells an id, under which the file is fetched. */
    private Map<String, ?> file(Inbound inbound, String url) {
        var file = DataUrl.of(url)
                .map(DataUrl::file)
                .orElseThrow(() -> new InvalidInput(
                        "mediaUrl", "must be data:image/png;base64,… with Meta, which has files of its own"));
        var kind = kind(file.type());
        var told = new LinkedHashMap<String, Object>();
        told.put("id", files.keep(file));
        told.put("mime_type", file.type());
        told.put("sha256", file.sha256());
        if (!inbound.words().isEmpty() && !kind.equals("audio")) {
            told.put("caption", inbound.words());
        }
        if (kind.equals("document")) {
            told.put("filename", "file");
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("type", kind);
        content.put(kind, told);
        if (inbound.replyTo() != null) {
            content.put("context", Map.of("id", inbound.replyTo()));
        }
        return content;
    }

    private static String kind(String type) {
        var family = type.replaceFirst("/.*", "");
        return MEDIA.contains(family) ? family : "document";
    }

    private static String number(String given) {
        var digits = new Address(given).digits();
        if (!digits.matches("[1-9]\\d{6,14}")) {
            throw new InvalidInput("from", "must be a number such as +14155550100");
        }
        return digits;
    }
}
