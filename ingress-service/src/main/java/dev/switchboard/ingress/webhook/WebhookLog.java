package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.publish.Kept;
import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** One line and one count for every webhook. */
@Component
class WebhookLog {

    private static final Logger log = LoggerFactory.getLogger(WebhookLog.class);
    private static final String NONE = "none";

    private final MeterRegistry meters;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    private record Kind(Provider provider, String verdict, String matched) {}

    WebhookLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void greeted(WebhookEndpoint endpoint, Webhook webhook, Answer answer) {
        count(endpoint, "greeted", NONE);
        line(Level.INFO, endpoint, webhook, "greeted")
                .addKeyValue("status", answer.status().value())
                .log("webhook");
    }

    void rejected(WebhookEndpoint endpoint, Webhook webhook, Rejected rejected) {
        count(endpoint, "rejected", NONE);
        line(Level.WARN, endpoint, webhook, "rejected")
                .addKeyValue("reason", rejected.reason().wireName())
                .log("webhook");
    }

    void kept(Kept kept, WebhookEndpoint endpoint, Webhook webhook, Authentic authentic, Facts facts) {
        count(endpoint, "authentic", authentic.matched());
        var line = line(facts.unread().isEmpty() ? Level.INFO : Level.WARN, endpoint, webhook, outcome(kept))
                .addKeyValue("facts", facts.read().size())
                .addKeyValue("unread", facts.unread().size());
        if (facts.read().size() == 1) {
            line = line.addKeyValue("messageId", messageId(facts.read().getFirst()));
        }
        line.log("webhook");
    }

    void notPublished(WebhookEndpoint endpoint, Webhook webhook, Authentic authentic, NotPublished e) {
        count(endpoint, "authentic", authentic.matched());
        line(Level.WARN, endpoint, webhook, "unavailable")
                .addKeyValue("reason", e.reason())
                .log("webhook");
    }

    private static String outcome(Kept kept) {
        return switch (kept) {
            case ON_ITS_TOPICS -> "published";
            case IN_THE_SPOOL -> "spooled";
        };
    }

    /** Of news that is about no message, what names the news. */
    private static String messageId(Fact fact) {
        return switch (fact) {
            case Fact.Reported reported -> reported.event().messageId().toString();
            case Fact.Received received -> received.id();
            case Fact.Announced announced -> announced.id();
        };
    }

    private void count(WebhookEndpoint endpoint, String verdict, String matched) {
        counters.computeIfAbsent(new Kind(endpoint.provider(), verdict, matched), this::counter)
                .increment();
    }

    private Counter counter(Kind kind) {
        return Counter.builder("messaging.webhooks")
                .tags("provider", kind.provider.name(), "verdict", kind.verdict, "matched", kind.matched)
                .register(meters);
    }

    private static LoggingEventBuilder line(Level level, WebhookEndpoint endpoint, Webhook webhook, String outcome) {
        return log.atLevel(level)
                .addKeyValue("provider", endpoint.provider())
                .addKeyValue("path", webhook.path())
                .addKeyValue("outcome", outcome);
    }
}
