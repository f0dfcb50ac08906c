package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.customer.Carrier;
import dev.switchboard.simulator.customer.DataUrl;
import dev.switchboard.simulator.customer.Inbound;
import dev.switchboard.simulator.file.KeptFiles;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Ids;
import dev.switchboard.simulator.message.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a customer writes, as Twilio's inbound message webhook. */
@Component
class TwilioCarrier implements Carrier {
    private final TwilioAccount account;
    private final TwilioWebhook webhook;
    private final SimulatorProperties properties;
    private final KeptFiles files;
    private final Ids ids;
    private final JsonMapper json;

    TwilioCarrier(
            TwilioAccount account,
            TwilioWebhook webhook,
            SimulatorProperties properties,
            KeptFiles files,
            Ids ids,
            JsonMapper json) {
        this.account = account;
        this.webhook = webhook;
        this.properties = properties;
        this.files = files;
        this.ids = ids;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return Provider.TWILIO;
    }

    @Override
    public Callback webhook(Inbound inbound, String origin) {
        var sid = inbound.id() == null ? "SM" + ids.hex(32) : inbound.id();
        var params = common(inbound, sid);
        params.putAll(media(inbound, sid, origin));
        return switch (inbound.on()) {
            case WHATSAPP -> {
                params.putAll(whatsapp(inbound));
                yield webhook.signed(sid, "received", url("/api/v1/whatsapp/webhook"), params);
            }
            case SMS -> {
                params.putAll(geography("From"));
                params.putAll(geography("To"));
                yield webhook.signed(sid, "received", url("/api/webhooks/sms"), params);
            }
        };
    }

    private Map<String, String> common(Inbound inbound, String sid) {
        if (inbound.reaction() != null) {
            throw new InvalidInput("reaction", "is nothing Twilio tells; Meta does");
        }
        var text = inbound.words();
        var params = new LinkedHashMap<String, String>();
        params.put("MessageSid", sid);
        params.put("SmsSid", sid);
        params.put("SmsMessageSid", sid);
        params.put("SmsStatus", "received");
        params.put("AccountSid", account.sid());
        params.put("ApiVersion", TwilioMessage.API_VERSION);
        params.put("From", address(inbound.on(), "from", InvalidInput.required("from", inbound.from())));
        params.put(
                "To",
                inbound.to() == null
                        ? account.sender(inbound.on()).value()
                        : address(inbound.on(), "to", inbound.to()));
        params.put("Body", text);
        params.put("NumSegments", Integer.toString(Segments.of(text)));
        if (inbound.replyTo() != null && inbound.on() == Channel.WHATSAPP) {
            params.put("OriginalRepliedMessageSid", inbound.replyTo());
            params.put(
                    "OriginalRepliedMessageSender", account.sender(inbound.on()).value());
        }
        return params;
    }

    /** A file that came with it lies where Twilio keeps one: below its message. */
    private Map<String, String> media(Inbound inbound, String sid, String origin) {
        if (inbound.mediaUrl() == null) {
            return Map.of("NumMedia", "0");
        }
        var known = properties.twilio().apiUrl();
        var place = (known.isEmpty() ? origin : known) + "/2010-04-01/Accounts/" + account.sid() + "/Messages/" + sid
                + "/Media/";
        var file = DataUrl.of(inbound.mediaUrl()).map(DataUrl::file);
        return Map.of(
                "NumMedia",
                "1",
                "MediaUrl0",
                file.map(kept -> place + files.keep(kept)).orElse(inbound.mediaUrl()),
                "MediaContentType0",
                type(inbound, inbound.mediaUrl()));
    }

    private Map<String, String> whatsapp(Inbound inbound) {
        var waId = new Address(InvalidInput.required("from", inbound.from())).digits();
        var context = Map.of("ProfileName", inbound.name(), "WaId", waId);
        var metadata = Map.of("type", "whatsapp", "data", Map.of("context", context));
        return Map.of(
                "ProfileName",
                inbound.name(),
                "WaId",
                waId,
                "MessageType",
                inbound.mediaUrl() == null
                        ? "text"
                        : type(inbound, inbound.mediaUrl()).replaceFirst("/.*", ""),
                "ReferralNumMedia",
                "0",
                "ChannelMetadata",
                json.writeValueAsString(metadata));
    }

    private static String type(Inbound inbound, String url) {
        return DataUrl.of(url).map(data -> data.file().type()).orElse(inbound.fileType());
    }

    /** City and zip are often empty in real webhooks, and are signed all the same. */
    private static Map<String, String> geography(String side) {
        return Map.of(side + "City", "", side + "State", "CA", side + "Zip", "", side + "Country", "US");
    }

    private static String address(Channel channel, String field, String given) {
        var number = given.startsWith("whatsapp:") ? given.substring("whatsapp:".length()) : given;
        if (!number.matches("\\+[1-9]\\d{6,14}")) {
            throw new InvalidInput(field, "must be a number such as +14155550100");
        }
        return channel == Channel.WHATSAPP ? "whatsapp:" + number : number;
    }

    private String url(String path) {
        return properties.atIngress(path).toString();
    }
}
