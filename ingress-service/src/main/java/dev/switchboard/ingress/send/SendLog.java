package dev.switchboard.ingress.send;

import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.Refused;
import dev.switchboard.ingress.publish.NotPublished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** One line for every send request. */
@Component
class SendLog {

    private static final Logger log = LoggerFactory.getLogger(SendLog.class);

    void accepted(SendRequest request) {
        line(Level.INFO, request, "accepted").log("send request");
    }

    void notPublished(SendRequest request, NotPublished e) {
        line(Level.WARN, request, "unavailable")
                .addKeyValue("reason", e.reason())
                .log("send request");
    }

    void refused(Refused refused) {
        log.atInfo()
                .addKeyValue("outcome", "refused")
                .addKeyValue(
                        "fields",
                        refused.findings().stream().map(Finding::pointer).toList())
                .log("send request");
    }

    void accepted(CancelRequest cancel) {
        line(Level.INFO, cancel, "accepted").log("cancel request");
    }

    void notPublished(CancelRequest cancel, NotPublished e) {
        line(Level.WARN, cancel, "unavailable")
                .addKeyValue("reason", e.reason())
                .log("cancel request");
    }

    private static LoggingEventBuilder line(Level level, CancelRequest cancel, String outcome) {
        return log.atLevel(level).addKeyValue("messageId", cancel.messageId()).addKeyValue("outcome", outcome);
    }

    private static LoggingEventBuilder line(Level level, SendRequest request, String outcome) {
        return log.atLevel(level)
                .addKeyValue("messageId", request.messageId())
                .addKeyValue("channel", request.channel().wireName())
                .addKeyValue("to", request.to())
                .addKeyValue("outcome", outcome);
    }
}
