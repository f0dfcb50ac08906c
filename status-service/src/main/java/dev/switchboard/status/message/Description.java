package dev.switchboard.status.message;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Direction;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.status.StatusReported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fact says a message is. Stored as JSON under the names used here, which {@link Messages} reads back; what a
 * source does not know is left out and filled from the next one.
 */
public record Description(Map<String, Object> fields) {

    public static Description of(Queued queued, Envelope envelope) {
        var request = queued.request();
        var from = request.from();
        return carried(Direction.OUTBOUND, request.provider(), null, null, envelope)
                .and("channel", request.channel())
                .and("from", from)
                .and("to", request.to())
                .and("contact", request.to())
                .and("conversationId", conversation(request.channel(), from, request.to()))
                .and("text", request.content().plainText())
                .and("content", request.content())
                .and("template", request.content() instanceof Content.Template template ? template.name() : null)
                .and("fallbackOf", request.fallbackOf())
                .and("retryOf", request.retryOf())
                .and("trackReceipts", request.trackReceipts())
                .and("trackReads", request.trackReads())
                .and("tenant", request.tenant())
                .and("metadata", request.metadata())
                .and("requestedAt", request.requestedAt() == null ? queued.occurredAt() : request.requestedAt());
    }

    public static Description of(Accepted accepted, Envelope envelope) {
        return carried(Direction.OUTBOUND, accepted.provider(), accepted.account(), accepted.providerId(), envelope)
                .and("from", accepted.from())
                .and("segments", accepted.segments());
    }

    public static Description of(StatusReported reported, Envelope envelope) {
        return carried(Direction.OUTBOUND, reported.provider(), reported.account(), reported.providerId(), envelope)
                .and("channel", reported.channel())
                .and("from", reported.from())
                .and("to", reported.to());
    }

    public static Description of(MessageReceived received, Delivery<?> delivery) {
        var contact = received.contact();
        return carried(
                        Direction.INBOUND,
                        received.provider(),
                        received.account(),
                        received.providerId(),
                        delivery.envelope())
                .and("channel", received.channel())
                .and("from", contact.phone() == null ? contact.address() : contact.phone())
                .and("to", received.ours())
                .and("contact", contact.address())
                .and("contactName", contact.name())
                .and("conversationId", received.conversationId())
                .and("text", received.content().text())
                .and("content", received.content())
                .and("receivedAt", received.occurredAt())
                .and("recordedAt", delivery.recordTime());
    }

    public static Description of(MessageEchoed echoed, Envelope envelope) {
        var contact = echoed.contact();
        return carried(Direction.OUTBOUND, echoed.provider(), echoed.account(), echoed.providerId(), envelope)
                .and("channel", echoed.channel())
                .and("from", echoed.ours())
                .and("to", contact.phone() == null ? contact.address() : contact.phone())
                .and("contact", contact.address())
                .and("contactName", contact.name())
                .and("conversationId", echoed.conversationId())
                .and("text", echoed.content().text())
                .and("content", echoed.content())
                .and("receivedAt", echoed.occurredAt());
    }

    private static Description carried(
            Direction direction,
            @Nullable Object provider,
            @Nullable String account,
            @Nullable String providerId,
            Envelope envelope) {
        var trace = envelope.traceparent();
        return new Description(new LinkedHashMap<>())
                .and("direction", direction)
                .and("provider", provider)
                .and("account", account)
                .and("providerId", providerId)
                .and("tenant", envelope.tenant())
                .and("traceId", trace == null ? null : trace.traceId());
    }

    /** A request that leaves its sender open belongs to no conversation. */
    private static @Nullable ConversationId conversation(Channel channel, @Nullable Address from, Address to) {
        return from == null ? null : ConversationId.between(channel, from, to);
    }

    private Description and(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    String json() {
        return Wire.JSON.writeValueAsString(fields);
    }

    /** Fields hold numbers and words of people. */
    @Override
    public String toString() {
        return "Description" + fields.keySet();
    }
}
