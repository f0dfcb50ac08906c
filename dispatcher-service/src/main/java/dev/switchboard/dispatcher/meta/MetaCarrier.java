package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Inquiry;
import dev.switchboard.dispatcher.dispatch.Look;
import dev.switchboard.dispatcher.dispatch.Mode;
import dev.switchboard.dispatcher.ledger.Lease;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class MetaCarrier implements Carrier {

    private final URI messages;
    private final String phoneNumberId;
    private final @Nullable Address display;
    private final Secret token;
    private final Mode mode;
    private final Exchange exchange;
    private final MetaAnswer answer;

    MetaCarrier(
            URI messages, String phoneNumberId, @Nullable Address display, Secret token, Mode mode, Exchange exchange) {
        this.messages = messages;
        this.phoneNumberId = phoneNumberId;
        this.display = display;
        this.token = token;
        this.mode = mode;
        this.exchange = exchange;
        this.answer = new MetaAnswer(phoneNumberId, display);
    }

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public @Nullable Address sender(Channel channel) {
        return switch (channel) {
            case WHATSAPP -> display;
            case SMS -> null;
        };
    }

    /** Also for a sender that is not ours: that is refused when its turn comes. */
    @Override
    public String line(SendRequest request) {
        return phoneNumberId;
    }

    @Override
    public boolean limitsPairs() {
        return true;
    }

    @Override
    public Answer send(SendRequest request, Lease lease) {
        return switch (request.channel()) {
            case SMS -> Answer.refusedByUs(Failure.Kind.PERMANENT, "Meta does not carry SMS");
            case WHATSAPP -> isOurs(request.from()) ? sent(request, lease) : notOurs();
        };
    }

    private Answer sent(SendRequest request, Lease lease) {
        if (MetaMessage.losesWords(request.content())) {
            return Answer.refusedByUs(Failure.Kind.PERMANENT, "WhatsApp has no caption for audio and stickers");
        }
        var headers = Map.of(
                "Authorization", "Bearer " + token.value(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        return answer.of(
                exchange.post(messages, headers, Wire.JSON.writeValueAsString(MetaMessage.of(request)), lease));
    }

    /** A message from another number than was wished would be worse than none. */
    private boolean isOurs(@Nullable Address from) {
        return from == null || from.equals(display) || from.value().equals(phoneNumberId);
    }

    private static Answer notOurs() {
        return Answer.refusedByUs(
                Failure.Kind.CONFIGURATION,
                "from is not the number of WHATSAPP_PHONE_NUMBER_ID or WHATSAPP_DISPLAY_PHONE_NUMBER");
    }

    @Override
    public Look look(SendRequest request, Instant from, Instant until) {
        return new Look.NoList();
    }

    @Override
    public Inquiry inquire(MessageId messageId, Channel channel, String providerId) {
        return new Inquiry.NotToBeAsked();
    }
}
