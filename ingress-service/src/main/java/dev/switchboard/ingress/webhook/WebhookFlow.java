package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.http.Problem;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.ServerSpan;
import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.publish.WebhookPublisher;
import dev.switchboard.ingress.reply.AutoReplies;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import java.time.Clock;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** verify → decode → publish → answer. Only the body is awaited on an event loop; the rest may wait for the broker. */
@Component
class WebhookFlow {

    private final WebhookRecords records;
    private final AutoReplies replies;
    private final WebhookPublisher publisher;
    private final WebhookLog log;
    private final SignatureDoctor doctor;
    private final Clock clock;
    private final Scheduler virtualThreads;

    WebhookFlow(
            WebhookRecords records,
            AutoReplies replies,
            WebhookPublisher publisher,
            WebhookLog log,
            SignatureDoctor doctor,
            Clock clock,
            Scheduler virtualThreads) {
        this.records = records;
        this.replies = replies;
        this.publisher = publisher;
        this.log = log;
        this.doctor = doctor;
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    Mono<ServerResponse> answer(WebhookEndpoint endpoint, ServerRequest request) {
        var trace = ServerSpan.of(request.exchange());
        return Body.of(request, Math.toIntExact(endpoint.largest().toBytes()))
                .map(body -> Webhook.of(request, body, clock.instant()))
                .flatMap(webhook -> Mono.fromCallable(() -> answer(endpoint, webhook, trace))
                        .subscribeOn(virtualThreads))
                .flatMap(Answer::write);
    }

    private Answer answer(WebhookEndpoint endpoint, Webhook webhook, @Nullable Traceparent trace) {
        var greeting = endpoint.greeting(webhook);
        if (greeting.isPresent()) {
            log.greeted(endpoint, webhook, greeting.get());
            return greeting.get();
        }
        return switch (endpoint.verify(webhook)) {
            case Authentic authentic -> publish(endpoint, webhook, authentic, trace);
            case Rejected rejected -> {
                log.rejected(endpoint, webhook, rejected);
                examine(endpoint, webhook, rejected);
                yield Answer.of(
                        Problem.of(ProblemKind.FORGED_WEBHOOK, null, trace).withStatus(endpoint.forged()));
            }
        };
    }

    private void examine(WebhookEndpoint endpoint, Webhook webhook, Rejected rejected) {
        switch (rejected.reason()) {
            case WRONG_SIGNATURE -> doctor.look(endpoint, webhook);
            case NO_SIGNATURE -> {
                if (HmacDoctor.isSigned(webhook)) {
                    doctor.look(endpoint, webhook);
                }
            }
            case NOT_CONFIGURED, TOO_OLD -> {}
        }
    }

    private Answer publish(
            WebhookEndpoint endpoint, Webhook webhook, Authentic authentic, @Nullable Traceparent trace) {
        var facts = endpoint.read(webhook);
        try {
            var all = new ArrayList<>(records.of(endpoint.provider(), webhook, facts, trace));
            all.addAll(replies.to(facts.read().stream().map(Fact::event), trace));
            var kept = publisher.publish(all);
            log.kept(kept, endpoint, webhook, authentic, facts);
            return endpoint.accepted(webhook);
        } catch (NotPublished e) {
            log.notPublished(endpoint, webhook, authentic, e);
            throw e;
        }
    }
}
