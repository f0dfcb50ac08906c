package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Unreadable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every webhook about a message holds: whose it is, which message, between whom. */
record TwilioForm(Parameters fields, Instant receivedAt) {

    private static final String WHATSAPP = "whatsapp:";

    String account() {
        return fields.required("AccountSid");
    }

    /** The older names are twins of the newer one and outlive it here and there. */
    String messageSid() {
        var sid = fields.get("MessageSid");
        if (sid == null) {
            sid = fields.get("SmsSid");
        }
        return sid == null ? fields.required("MessageSid") : sid;
    }

    MessageId elsewhere() {
        return MessageId.elsewhere(Provider.TWILIO, account(), messageSid());
    }

    @Nullable
    String statusWord() {
        var word = fields.get("MessageStatus");
        return word == null ? fields.get("SmsStatus") : word;
    }

    boolean saysReceived() {
        var word = statusWord();
        return "received".equals(word) || "receiving".equals(word);
    }

    /** Empty for a channel we do not carry: the prefix of either address tells, and none means SMS. */
    Optional<Channel> channel() {
        var prefix = prefix();
        return switch (prefix) {
            case "" -> Optional.of(Channel.SMS);
            case WHATSAPP -> Optional.of(Channel.WHATSAPP);
            default -> Optional.empty();
        };
    }

    /** {@code messenger:} for instance. */
    String prefix() {
        var address = fields.get("From");
        if (address == null) {
            address = fields.get("To");
        }
        return address == null ? "" : address.substring(0, address.indexOf(':') + 1);
    }

    Address address(String name) {
        var address = addressOrNone(name);
        if (address == null) {
            throw new Unreadable(name + " is missing or is no address");
        }
        return address;
    }

    /** A sender may be a name with spaces: then the provider's own words must do. */
    @Nullable
    Address addressOrNone(String name) {
        var value = fields.get(name);
        if (value == null) {
            return null;
        }
        try {
            return new Address(value.startsWith(WHATSAPP) ? value.substring(WHATSAPP.length()) : value);
        } catch (Unfit _) {
            return null;
        }
    }

    JsonNode raw() {
        var raw = Wire.JSON.createObjectNode();
        fields.values().forEach((name, values) -> {
            if (values.size() == 1) {
                raw.put(name, values.getFirst());
            } else {
                values.forEach(raw.putArray(name)::add);
            }
        });
        return raw;
    }
}
