package dev.switchboard.dispatcher.intake;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.request.SendRequest.Priority;
import dev.switchboard.dispatcher.dispatch.Carriers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills in what a request leaves open, once, so that everybody behind the ledger reads the same. */
@Component
class Completion {

    private static final Duration VALID_FOR = Duration.ofHours(24);

    private final Carriers carriers;

    Completion(Carriers carriers) {
        this.carriers = carriers;
    }

    SendRequest completed(SendRequest request, Instant recordTime) {
        var provider = requireNonNullElseGet(request.provider(), () -> carriers.usual(request));
        var requestedAt = requireNonNullElse(request.requestedAt(), recordTime);
        return new SendRequest(
                request.messageId(),
                request.channel(),
                provider,
                sender(request, provider),
                request.to(),
                request.content(),
                request.replyTo(),
                request.fallback(),
                request.fallbackOf(),
                request.retryOf(),
                requireNonNullElse(request.priority(), Priority.NORMAL),
                request.category(),
                requestedAt,
                request.sendAt(),
                expiry(request, requestedAt),
                requireNonNullElse(request.onUncertain(), OnUncertain.PARK),
                request.trackReceipts(),
                request.trackReads(),
                request.tenant(),
                request.metadata());
    }

    private @Nullable Address sender(SendRequest request, Provider provider) {
        return carriers.of(provider).sender(request);
    }

    /** What is meant for later does not expire before it. */
    private static Instant expiry(SendRequest request, Instant requestedAt) {
        if (request.expiresAt() != null) {
            return request.expiresAt();
        }
        var sendAt = request.sendAt();
        return (sendAt != null && sendAt.isAfter(requestedAt) ? sendAt : requestedAt).plus(VALID_FOR);
    }
}
