package dev.switchboard.dispatcher.recipient;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

    /** Those of whom something is known. */
    public Map<MessageId, Finding> look(Collection<Addressed> sends) {
        var findings = new HashMap<MessageId, Finding>(windows(sends));
        optOuts.refusals(sends).forEach((id, failure) -> findings.put(id, new Finding.Refused(failure)));
        for (var send : sends) {
            address(send).ifPresent(refused -> findings.put(send.messageId(), refused));
        }
        return findings;
    }

    private static Optional<Finding> address(Addressed send) {
        var to = send.request().to();
        if (to.isPhone()) {
            return PossibleNumber.whyNot(to).map(reason -> Finding.Refused.of(Failure.Kind.PERMANENT, reason));
        }
        return send.request().channel() == Channel.SMS
                ? Optional.of(Finding.Refused.of(Failure.Kind.PERMANENT, "to is not a phone number, which SMS needs"))
                : Optional.empty();
    }

    private Map<MessageId, Finding> windows(Collection<Addressed> sends) {
        var free = sends.stream().filter(Addressed::needsWindow).toList();
        // Asked before the table is: what is read in between may open a window, and never closes one.
        var reach = free.stream().collect(toMap(Addressed::messageId, this::reach));
        var findings = new HashMap<MessageId, Finding>();
        lastInbounds.last(free).forEach((id, last) -> {
            if (isOver(last)) {
                window(reach.getOrDefault(id, InboundReading.Reach.BEHIND)).ifPresent(found -> findings.put(id, found));
            }
        });
        return findings;
    }

    private InboundReading.Reach reach(Addressed send) {
        var requestedAt = send.request().requestedAt();
        return requestedAt == null ? InboundReading.Reach.BEHIND : reading.reach(requestedAt);
    }

    private Optional<Finding> window(InboundReading.Reach reach) {
        return switch (reach) {
            case READ ->
                Optional.of(Finding.Refused.of(
                        Failure.Kind.WINDOW_CLOSED,
                        "more than 24 h since the recipient wrote: only a template may be sent"));
            case BEHIND -> Optional.empty();
            case UNASKED -> {
                reading.ask();
                yield Optional.of(new Finding.NotKnownYet());
            }
        };
    }

    private boolean isOver(Instant last) {
        return last.plus(WINDOW).plus(CLOCKS_DIFFER).isBefore(clock.instant());
    }
}
