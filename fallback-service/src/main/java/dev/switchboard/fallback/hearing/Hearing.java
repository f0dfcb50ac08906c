package dev.switchboard.fallback.hearing;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.gate.Gate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where all news comes in: what was decided because of it is told and published once it is committed. */
public class Hearing {

    private static final Logger log = LoggerFactory.getLogger(Hearing.class);

    private final Fallbacks fallbacks;
    private final Runnable publishSoon;
    private final MeterRegistry meters;

    public Hearing(Fallbacks fallbacks, Runnable publishSoon, MeterRegistry meters) {
        this.fallbacks = fallbacks;
        this.publishSoon = publishSoon;
        this.meters = meters;
        // Prometheus sees no rise in a counter that begins with its first case, and an alert waits for this one.
        counted("never", Gate.CAP_REACHED, Gate.COST_CAP);
    }

    private Counter counted(String decision, String reason, String rule) {
        return meters.counter("messaging.fallbacks", "decision", decision, "reason", reason, "rule", rule);
    }

    public void hear(List<? extends News> news) {
        if (news.isEmpty()) {
            return;
        }
        var followed = fallbacks.hear(news);
        followed.decided().forEach(this::tellDecided);
        followed.calledOff().forEach(this::tellCalledOff);
        followed.rescued().forEach(this::tellRescued);
        if (followed.isToBePublished()) {
            publishSoon.run();
        }
    }

    private void tellDecided(Decided decided) {
        var reason = decided.grounds().reason();
        counted(decided.outcome(), reason, decided.grounds().rule()).increment();
        if (decided.cost() != null) {
            meters.counter("messaging.fallbacks.cost").increment(decided.cost().doubleValue());
        }
        var line = log.atInfo()
                .addKeyValue("messageId", decided.message())
                .addKeyValue("outcome", decided.outcome())
                .addKeyValue("reason", reason);
        var code = decided.failureCode();
        (code == null ? line : line.addKeyValue("errorCode", code)).log("fallback decided");
    }

    private void tellRescued(MessageId message) {
        meters.counter("messaging.fallbacks.rescued").increment();
        log.atInfo().addKeyValue("messageId", message).log("its SMS arrived");
    }

    private void tellCalledOff(MessageId message) {
        meters.counter("messaging.fallbacks.canceled").increment();
        log.atInfo().addKeyValue("messageId", message).log("delivered after all: its SMS is called off");
    }
}
