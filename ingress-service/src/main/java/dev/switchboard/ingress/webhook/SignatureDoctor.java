package dev.switchboard.ingress.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;

/**
 * Looks after the answer was given which wrong setting would explain a signature that does not match. It accepts nothing,
 * tells the caller nothing, and whoever floods us is looked at once a second.
 */
@Component
class SignatureDoctor {

    private static final Logger log = LoggerFactory.getLogger(SignatureDoctor.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int REMEMBERED = 20;

    private final MeterRegistry meters;
    private final Clock clock;
    private final Scheduler virtualThreads;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);
    private final ArrayDeque<Finding> findings = new ArrayDeque<>();

    /** @param differences none where nothing explains it: then it is forged, or the secret is one we do not know */
    record Finding(Instant at, String provider, String path, List<String> differences, List<String> hints) {}

    SignatureDoctor(MeterRegistry meters, Clock clock, Scheduler virtualThreads) {
        this.meters = meters;
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    void look(WebhookEndpoint endpoint, Webhook webhook) {
        var now = clock.instant();
        var before = last.get();
        if (now.isAfter(before.plus(before.equals(Instant.MIN) ? Duration.ZERO : EVERY))
                && last.compareAndSet(before, now)) {
            virtualThreads.schedule(() -> tell(endpoint, webhook, endpoint.differences(webhook)));
        }
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void tell(WebhookEndpoint endpoint, Webhook webhook, Set<Difference> differences) {
        var names = differences.stream().map(Difference::wireName).toList();
        var told = names.isEmpty() ? "unexplained" : String.join("+", names);
        meters.counter(
                        "messaging.signature.findings",
                        "provider",
                        endpoint.provider().name(),
                        "differs",
                        told)
                .increment();
        remember(new Finding(
                clock.instant(),
                endpoint.provider().name(),
                webhook.path(),
                names,
                differences.stream().map(Difference::hint).toList()));
        log.atWarn()
                .addKeyValue("provider", endpoint.provider())
                .addKeyValue("path", webhook.path())
                .addKeyValue("differs", told)
                .log("signature examined");
    }

    private synchronized void remember(Finding finding) {
        findings.addFirst(finding);
        if (findings.size() > REMEMBERED) {
            findings.removeLast();
        }
    }
}
