package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.fate.Narrator;
import dev.switchboard.simulator.message.Sent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Status webhooks of the number. */
@Component
class MetaWebhooks implements Narrator {
    private static final Map<String, ?> SERVICE =
            Map.of("billable", false, "pricing_model", "PMP", "type", "free_customer_service", "category", "service");
    private static final Map<String, ?> MARKETING =
            Map.of("billable", true, "pricing_model", "PMP", "type", "regular", "category", "marketing");

    private final MetaEnvelope envelope;
    private final Clock clock;

    MetaWebhooks(MetaEnvelope envelope, Clock clock) {
        this.envelope = envelope;
        this.clock = clock;
    }

    @Override
    public Optional<Callback> status(Sent sent, String status, @Nullable Integer errorCode) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", sent.sid());
        told.put("status", status);
        told.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        told.put(recipientField(sent), sent.to().value());
        if (sent.mid() != null) {
            told.put("biz_opaque_callback_data", sent.mid());
        }
        if (status.equals("sent") || status.equals("delivered")) {
            told.put("pricing", sent.template() ? MARKETING : SERVICE);
        }
        if (errorCode != null) {
            told.put("errors", List.of(error(errorCode)));
        }
        return Optional.of(envelope.signed(sent.sid(), status, "statuses", told, Map.of()));
    }

    /** Half a webhook: as authentic as the others, and no JSON. */
    @Override
    public Optional<Callback> gibberish(Sent sent) {
        var half = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"" + sent.sid() + "\",\"changes\":[";
        return Optional.of(envelope.posted(sent.sid(), "undecodable", half));
    }

    private static String recipientField(Sent sent) {
        return sent.to().value().contains(".") ? "recipient_user_id" : "recipient_id";
    }

    /** A script may name any code there is. */
    private static Map<String, ?> error(int code) {
        var known = StatusError.coded(code);
        var title = known.map(StatusError::title).orElse("Error " + code);
        return Map.of(
                "code", code,
                "title", title,
                "message", title,
                "error_data", Map.of("details", known.map(StatusError::details).orElse(title)),
                "href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
    }
}
