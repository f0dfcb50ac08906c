package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Call;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Catalog;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.dispatch.Inquiry;
import dev.switchboard.dispatcher.dispatch.Look;
import dev.switchboard.dispatcher.dispatch.Mode;
import dev.switchboard.dispatcher.dispatch.Receipt;
import dev.switchboard.dispatcher.ledger.Lease;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

final class MetaCarrier implements Carrier {

    private final URI messages;
    private final String phoneNumberId;
    private final @Nullable Address display;
    private final Supplier<Secret> token;
    private final Mode mode;
    private final Exchange exchange;
    private final KnownFailures failures;
    private final Supplier<Catalog> templates;
    private final MetaAnswer answer;

    MetaCarrier(
            URI messages,
            String phoneNumberId,
            @Nullable Address display,
            Supplier<Secret> token,
            Mode mode,
            Exchange exchange,
            KnownFailures failures,
            Supplier<Catalog> templates) {
        this.messages = messages;
        this.phoneNumberId = phoneNumberId;
        this.display = display;
        this.token = token;
        this.mode = mode;
        this.exchange = exchange;
        this.failures = failures;
        this.templates = templates;
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
    public Optional<Failure> unfit(SendRequest request) {
        if (request.channel() == Channel.SMS) {
            return failure(Failure.Kind.PERMANENT, "Meta does not carry SMS");
        }
        if (!isOurs(request.from())) {
            return failure(
                    Failure.Kind.CONFIGURATION,
                    "from is not the number of WHATSAPP_PHONE_NUMBER_ID or WHATSAPP_DISPLAY_PHONE_NUMBER");
        }
        return MetaMessage.losesWords(request.content())
                ? failure(Failure.Kind.PERMANENT, "WhatsApp has no caption for audio and stickers")
                : Optional.empty();
    }

    private static Optional<Failure> failure(Failure.Kind kind, String reason) {
        return Optional.of(new Failure(kind, null, reason));
    }

    @Override
    public Call send(SendRequest request, Lease lease) {
        var unfit = unfit(request);
        return unfit.isPresent() ? Call.none(Answer.refusedByUs(unfit.get())) : sent(request, lease);
    }

    private Call sent(SendRequest request, Lease lease) {
        var message = MetaMessage.of(request);
        var reply = post(message, lease);
        var errors = failures.get();
        return new Call(answer.of(reply, errors), MetaTranscript.of(messages, message, reply, errors.version()));
    }

    private Reply post(ObjectNode message, Lease lease) {
        var headers = Map.of(
                "Authorization", "Bearer " + token.get().value(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        return exchange.post(messages, headers, Wire.JSON.writeValueAsString(message), lease);
    }

    /** A message from another number than was wished would be worse than none. */
    private boolean isOurs(@Nullable Address from) {
        return from == null || from.equals(display) || from.value().equals(phoneNumberId);
    }

    @Override
    public Look look(SendRequest request, Instant from, Instant until) {
        return new Look.NoList();
    }

    @Override
    public Catalog templates() {
        return templates.get();
    }

    /** With it are read all that were written before. */
    @Override
    public Receipt tell(ReadRequest read) {
        if (!isOurs(read.from())) {
            return Receipt.NOT_CARRIED;
        }
        return post(MetaMessage.read(read), Lease.endless()).receipt();
    }

    @Override
    public Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId) {
        return new Inquiry.NotToBeAsked();
    }
}
