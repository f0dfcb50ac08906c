package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says beforehand what a provider would certainly refuse. What is not known is sent, and the provider tells. */
@Component
public class Recipients {

    private static final Duration WINDOW = Duration.ofHours(24);
    /** The provider's clock is not ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final OptOuts optOuts;
    private final LastInbounds lastInbounds;
    private final InboundReading reading;
    private final Clock clock;

    Recipients(OptOuts optOuts, LastInbounds lastInbounds, InboundReading reading, Clock clock) {
        this.optOuts = optOuts;
        this.lastInbounds = lastInbounds;
        this.reading = reading;
        this.clock = clock;
    }

    public Optional<Failure> refusal(SendRequest request, Provider provider, String line) {
        if (request.channel() == Channel.SMS && !request.to().isPhone()) {
            return failure(Failure.Kind.PERMANENT, "to is not a phone number, which SMS needs");
        }
        var optOut = optOuts.refusal(request, provider, line);
        if (optOut.isPresent()) {
            return optOut;
        }
        return isOutsideWindow(request, provider, line)
                ? failure(
                        Failure.Kind.WINDOW_CLOSED,
                        "more than 24 h since the recipient wrote: only a template may be sent")
                : Optional.empty();
    }

    private boolean isOutsideWindow(SendRequest request, Provider provider, String line) {
        if (request.channel() != Channel.WHATSAPP || request.content() instanceof Content.Template) {
            return false;
        }
        var requestedAt = request.requestedAt();
        return isOver(request, provider, line)
                && requestedAt != null
                && reading.reaches(requestedAt)
                // What was read meanwhile may have opened it again.
                && isOver(request, provider, line);
    }

    private boolean isOver(SendRequest request, Provider provider, String line) {
        return lastInbounds
                .last(request, provider, line)
                .map(last -> last.plus(WINDOW).plus(CLOCKS_DIFFER).isBefore(now()))
                .orElse(false);
    }

    private Instant now() {
        return clock.instant();
    }

    private static Optional<Failure> failure(Failure.Kind kind, String reason) {
        return Optional.of(new Failure(kind, null, reason));
    }
}
