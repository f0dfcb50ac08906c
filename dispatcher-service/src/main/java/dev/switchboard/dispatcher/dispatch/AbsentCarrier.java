package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.ledger.Lease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider nobody gave us credentials for. */
public record AbsentCarrier(Provider provider, String missing) implements Carrier {

    @Override
    public Mode mode() {
        return Mode.ABSENT;
    }

    @Override
    public @Nullable Address sender(Channel channel) {
        return null;
    }

    @Override
    public String line(SendRequest request) {
        return request.from() == null ? "" : request.from().value();
    }

    @Override
    public boolean limitsPairs() {
        return false;
    }

    @Override
    public Optional<Failure> unfit(SendRequest request) {
        return Optional.of(notConfigured());
    }

    @Override
    public Call send(SendRequest request, Lease lease) {
        return Call.none(Answer.refusedByUs(notConfigured()));
    }

    private Failure notConfigured() {
        return new Failure(Failure.Kind.CONFIGURATION, null, "provider " + provider + " is not configured: " + missing);
    }

    /** It may be configured again, and nothing is known until then. */
    @Override
    public Look look(SendRequest request, Instant from, Instant until) {
        return new Look.NoAnswer();
    }

    @Override
    public Catalog templates() {
        return new Catalog.NoAnswer(notConfigured().reason());
    }

    @Override
    public Receipt tell(ReadRequest read) {
        return Receipt.NOT_CARRIED;
    }

    @Override
    public Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId) {
        return new Inquiry.NotToBeAsked();
    }
}
