package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.problem.ProblemKind;
import dev.switchboard.ingress.problem.Refused;
import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.publish.Publisher;
import dev.switchboard.ingress.publish.ServerSpan;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Send anything. Accepted means that the request is on its topic: whoever repeats it with the same key sends it once. */
@RestController
class SendApi {

    private static final int LONGEST_KEY = 255;

    private final Topics topics;
    private final Publisher publisher;
    private final SendLog log;
    private final Clock clock;
    private final RandomGenerator random;
    private final Scheduler virtualThreads;
    private final String dashboard;

    SendApi(
            Topics topics,
            Publisher publisher,
            SendLog log,
            Clock clock,
            RandomGenerator random,
            Scheduler virtualThreads,
            IngressProperties properties) {
        this.topics = topics;
        this.publisher = publisher;
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.virtualThreads = virtualThreads;
        this.dashboard = properties.dashboardUrl().toString().replaceFirst("/$", "");
    }

    /** {@code {"id":"0199…","status":"accepted","watch":"http://localhost:8082/messages/0199…"}} */
    record Accepted(MessageId id, String status, URI watch) {}

    @PostMapping(path = "/api/v1/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Accepted>> send(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        var trace = ServerSpan.of(exchange);
        return body.defaultIfEmpty(new byte[0])
                .flatMap(bytes -> Mono.fromCallable(() -> send(bytes, id(caller, key), trace))
                        .subscribeOn(virtualThreads));
    }

    private ResponseEntity<Accepted> send(byte[] body, MessageId id, @Nullable Traceparent trace) {
        var request = requested(body, id);
        var envelope = new Envelope(id.toString(), "/ingress/send", clock.instant(), trace, request.tenant());
        try {
            publisher.publish(List.of(topics.sendRequests().record(request, envelope)));
        } catch (NotPublished e) {
            log.notPublished(request, e);
            throw e;
        }
        log.accepted(request);
        return ResponseEntity.accepted()
                .location(URI.create(dashboard + "/api/v1/messages/" + id))
                .body(new Accepted(id, "accepted", URI.create(dashboard + "/messages/" + id)));
    }

    private SendRequest requested(byte[] body, MessageId id) {
        try {
            return NewMessageRules.request(NewMessageJson.read(body), id, clock.instant());
        } catch (Refused refused) {
            log.refused(refused);
            throw refused;
        }
    }

    private MessageId id(Principal caller, @Nullable String key) {
        if (key == null) {
            return MessageId.next(clock, random);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refused.because(
                    ProblemKind.BAD_REQUEST, "Idempotency-Key is blank or longer than " + LONGEST_KEY + " characters.");
        }
        return MessageId.of(caller.getName(), key);
    }
}
