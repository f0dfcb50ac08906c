package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.dispatcher.ledger.Claimed;
import dev.switchboard.dispatcher.ledger.Entry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
    private final Clock clock;

    Attempt(Carriers carriers, Verdicts verdicts, CallSpan span, MeterRegistry meters, Clock clock) {
        this.carriers = carriers;
        this.verdicts = verdicts;
        this.span = span;
        this.meters = meters;
        this.clock = clock;
    }

    void make(Claimed claimed) {
        span.around(claimed, traceparent -> {
            conclude(claimed, traceparent);
            return claimed;
        });
    }

    private void conclude(Claimed claimed, @Nullable Traceparent traceparent) {
        var calledAt = clock.instant();
        var start = System.nanoTime();
        var call = claimed.expired() ? null : call(claimed);
        var took = Duration.ofNanos(System.nanoTime() - start);
        var verdict = call == null ? verdicts.expired(claimed) : verdicts.of(claimed, call.answer());
        var said = call == null || call.transcript() == null
                ? null
                : new Entry.Said(calledAt, took, verdict.word(), call.transcript());
        var recorded = verdicts.record(claimed, verdict, said, traceparent);
        tell(claimed, verdict, took, recorded);
    }

    private Call call(Claimed claimed) {
        if (claimed.refusal() != null) {
            return Call.none(Answer.refusedByUs(claimed.refusal()));
        }
        try {
            return carriers.of(claimed.provider()).send(claimed.request(), claimed.lease());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("messageId", claimed.messageId())
                    .setCause(e)
                    .log("call ended in a bug");
            return Call.none(new Answer.Unknown(
                    "the call ended in an error of ours: " + e.getClass().getSimpleName()));
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
