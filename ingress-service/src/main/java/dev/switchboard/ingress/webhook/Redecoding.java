package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.unreadable.UnreadableEvent;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import dev.switchboard.ingress.publish.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Reads again what nobody could read and an operator put back. It was authentic when it was kept. Everything comes out
 * under the ids it has as a webhook, so that reading it twice has the effect of once.
 */
@Component
class Redecoding implements Consumption.Work<UnreadableEvent> {

    private static final Logger log = LoggerFactory.getLogger(Redecoding.class);

    private final List<WebhookEndpoint> endpoints;
    private final WebhookRecords records;
    private final Publisher publisher;
    private final MeterRegistry meters;

    Redecoding(List<WebhookEndpoint> endpoints, WebhookRecords records, Publisher publisher, MeterRegistry meters) {
        this.endpoints = endpoints;
        this.records = records;
        this.publisher = publisher;
        this.meters = meters;
    }

    @Override
    public void on(List<Delivery<UnreadableEvent>> batch) {
        for (var delivery : batch) {
            switch (delivery.event()) {
                case UnreadableWebhook kept -> again(kept, delivery.envelope().traceparent());
            }
        }
    }

    /** What can be read of it now is published also where the rest still cannot. */
    private void again(UnreadableWebhook kept, @Nullable Traceparent trace) {
        var written = read(kept, trace);
        publisher.publish(written.records());
        var outcome = written.unread().isEmpty() ? "read" : "unread";
        meters.counter("messaging.redecoded", "provider", kept.provider().name(), "outcome", outcome)
                .increment();
        log.atInfo()
                .addKeyValue("provider", kept.provider())
                .addKeyValue("path", kept.path())
                .addKeyValue("outcome", outcome)
                .addKeyValue("facts", written.records().size())
                .log("webhook read again");
        if (!written.unread().isEmpty()) {
            throw CannotWork.undecodable(String.join("; ", written.unread()));
        }
    }

    /** What it would become, without becoming it. */
    WebhookRecords.Written read(UnreadableWebhook kept, @Nullable Traceparent trace) {
        return records.written(kept.provider(), endpoint(kept).read(Webhook.of(kept)), trace);
    }

    private WebhookEndpoint endpoint(UnreadableWebhook kept) {
        var path = PathContainer.parsePath(kept.path());
        return endpoints.stream()
                .filter(endpoint -> endpoint.provider().equals(kept.provider()))
                .filter(endpoint -> endpoint.paths().values().stream()
                        .map(PathPatternParser.defaultInstance::parse)
                        .anyMatch(pattern -> pattern.matches(path)))
                .findFirst()
                .orElseThrow(() -> CannotWork.invalid("path is none at which this provider's webhooks arrive"));
    }
}
