package dev.switchboard.status.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.contracts.message.Status;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often an SMS stood in for a WhatsApp message, of whichever provider, and whether it arrived.
 *
 * @param whatsapp messages asked for by WhatsApp: what the rate is a share of
 * @param messages SMS in their place
 * @param sent of these, the ones a provider took: what the rescue rate is a share of
 * @param delivered of these, the ones that arrived
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Fallbacks(
        long whatsapp,
        long messages,
        long sent,
        long delivered,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal rescueRate) {

    static Fallbacks of(long whatsapp, Map<Status, Long> counts) {
        var messages = DeliveryMetrics.sum(counts, _ -> true);
        var sent = DeliveryMetrics.sum(counts, DeliveryMetrics::wasTaken);
        var delivered = DeliveryMetrics.sum(counts, Status::isSuccess);
        return new Fallbacks(
                whatsapp,
                messages,
                sent,
                delivered,
                DeliveryMetrics.rate(messages, whatsapp),
                DeliveryMetrics.rate(delivered, sent));
    }
}
