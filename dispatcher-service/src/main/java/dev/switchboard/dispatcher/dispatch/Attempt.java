package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.dispatcher.ledger.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt at one message: what we know ourselves, then the call, then what both came to. */
@Component
class Attempt {

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final Carriers carriers;
    private final Verdicts verdicts;
    private final CallSpan span;
    private final MeterRegistry meters;

    Attempt(Carriers carriers, Verdicts verdicts, CallSpan span, MeterRegistry meters) {
        this.carriers = carriers;
        this.verdicts = verdicts;
        this.span = span;
        this.meters = meters;
    }

    void make(Claimed claimed) {
        span.around(claimed, traceparent -> {
            conclude(claimed, traceparent);
            return claimed;
        });
    }

    private void conclude(Claimed claimed, @Nullable Traceparent traceparent) {
        var start = System.nanoTime();
        var verdict = claimed.expired() ? verdicts.expired(claimed) : verdicts.of(claimed, answer(claimed));
        var took = Duration.ofNanos(System.nanoTime() - start);
        var recorded = verdicts.record(claimed, verdict, traceparent);
        tell(claimed, verdict, took, recorded);
    }

    private Answer answer(Claimed claimed) {
        if (claimed.refusal() != null) {
            return Answer.refusedByUs(claimed.refusal());
        }
        try {
            return carriers.of(claimed.provider()).send(claimed.request(), claimed.lease());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("messageId", claimed.messageId())
                    .setCause(e)
                    .log("call ended in a bug");
            return new Answer.Unknown(
                    "the call ended in an error of ours: " + e.getClass().getSimpleName());
        }
    }

    private void tell(Claimed claimed, Verdict verdict, Duration took, boolean recorded) {
        var provider = claimed.provider().name();
        var channel = claimed.request().channel().wireName();
        meters.counter("messaging.sends", "provider", provider, "channel", channel, "outcome", verdict.word())
                .increment();
        var line = recorded ? log.atInfo() : log.atWarn();
        line.addKeyValue("messageId", claimed.messageId())
                .addKeyValue("provider", provider)
                .addKeyValue("channel", channel)
                .addKeyValue("attempt", claimed.attempt())
                .addKeyValue("outcome", verdict.word())
                .addKeyValue("errorCode", verdict.errorCode())
                .addKeyValue("providerSid", verdict.providerId())
                .addKeyValue("ms", took.toMillis())
                .log(recorded ? "send attempted" : "send attempted, but the message is no longer ours to decide");
    }
}
