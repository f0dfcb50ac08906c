package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.http.Problem;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Trouble;
import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.publish.WebhookPublisher;
import dev.switchboard.ingress.reply.AutoReplies;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** verify → decode → publish → answer, all of it where the request came in, unless something has to be waited for. */
@Component
class WebhookFlow {

    private static final int LARGE = 64 << 10;

    private final WebhookRecords records;
    private final AutoReplies replies;
    private final WebhookPublisher publisher;
    private final WebhookLog log;
    private final SignatureDoctor doctor;
    private final Scheduler virtualThreads;

    WebhookFlow(
            WebhookRecords records,
            AutoReplies replies,
            WebhookPublisher publisher,
            WebhookLog log,
            SignatureDoctor doctor,
            Scheduler virtualThreads) {
        this.records = records;
        this.replies = replies;
        this.publisher = publisher;
        this.log = log;
        this.doctor = doctor;
        this.virtualThreads = virtualThreads;
    }

    /** A large body would keep all other connections of its event loop waiting while it is read. */
    Mono<Answer> answer(WebhookEndpoint endpoint, Webhook webhook, @Nullable Traceparent trace) {
        var answer = Mono.defer(() -> verified(endpoint, webhook, trace));
        return webhook.body().length > LARGE ? answer.subscribeOn(virtualThreads) : answer;
    }

    private Mono<Answer> verified(WebhookEndpoint endpoint, Webhook webhook, @Nullable Traceparent trace) {
        var greeting = endpoint.greeting(webhook);
        if (greeting.isPresent()) {
            log.greeted(endpoint, webhook, greeting.get());
            return Mono.just(greeting.get());
        }
        return switch (endpoint.verify(webhook)) {
            case Authentic authentic -> publish(endpoint, webhook, authentic, trace);
            case Rejected rejected -> {
                log.rejected(endpoint, webhook, rejected);
                examine(endpoint, webhook, rejected);
                var problem =
                        Problem.of(ProblemKind.FORGED_WEBHOOK, null, trace).withStatus(endpoint.forged());
                yield Mono.just(Answer.of(new Trouble(problem, HttpHeaders.EMPTY)));
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

    private Mono<Answer> publish(
            WebhookEndpoint endpoint, Webhook webhook, Authentic authentic, @Nullable Traceparent trace) {
        var facts = endpoint.read(webhook, authentic);
        var all = records.of(endpoint.provider(), webhook, facts, trace);
        facts.read().forEach(fact -> replies.to(fact.event(), trace).ifPresent(all::add));
        return publisher
                .publish(all)
                .doOnError(NotPublished.class, e -> log.notPublished(endpoint, webhook, authentic, e))
                .onErrorMap(NotPublished.class, NotPublished::toCaller)
                .map(kept -> {
                    log.kept(kept, endpoint, webhook, authentic, facts);
                    return endpoint.accepted(webhook);
                });
    }
}
