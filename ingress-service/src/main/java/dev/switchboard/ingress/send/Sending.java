package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.Refused;
import dev.switchboard.http.ServerSpan;
import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.publish.Publisher;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** From what a caller asks for, in whatever form, to its topic. What returns is on it. */
@Component
class Sending {

    private static final String SOURCE = "/ingress/send";
    private static final int LONGEST_KEY = 255;

    private final Topics topics;
    private final Publisher publisher;
    private final SendLog log;
    private final Clock clock;
    private final RandomGenerator random;
    private final Scheduler virtualThreads;

    Sending(
            Topics topics,
            Publisher publisher,
            SendLog log,
            Clock clock,
            RandomGenerator random,
            Scheduler virtualThreads) {
        this.topics = topics;
        this.publisher = publisher;
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.virtualThreads = virtualThreads;
    }

    /** What is done once the body is there, on a thread that may wait for the broker. */
    interface Work<A> {
        A done(byte[] body, @Nullable Traceparent trace);
    }

    <A> Mono<A> withBody(Mono<byte[]> body, ServerWebExchange exchange, Work<A> work) {
        var trace = ServerSpan.of(exchange);
        return body.defaultIfEmpty(new byte[0])
                .flatMap(bytes ->
                        Mono.fromCallable(() -> work.done(bytes, trace)).subscribeOn(virtualThreads));
    }

    /** The same caller with the same key means the same message. */
    MessageId id(Principal caller, @Nullable String key) {
        if (key == null) {
            return MessageId.next(clock, random);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refused.parameter("Idempotency-Key", "is blank or longer than " + LONGEST_KEY + " characters");
        }
        return MessageId.of(caller.getName(), key);
    }

    /** @param asked what was asked for, at this instant, or {@code Refused} */
    SendRequest send(Function<Instant, SendRequest> asked, @Nullable Traceparent trace) {
        var request = requested(asked);
        var id = request.messageId().toString();
        var envelope = new Envelope(id, SOURCE, clock.instant(), trace, request.tenant());
        try {
            publisher.publish(List.of(topics.sendRequests().record(request, envelope)));
        } catch (NotPublished e) {
            log.notPublished(request, e);
            throw e.toCaller();
        }
        log.accepted(request);
        return request;
    }

    void cancel(MessageId id, @Nullable Traceparent trace) {
        var cancel = new CancelRequest(id, "asked for by a caller of the API", clock.instant());
        var envelope = new Envelope(id + ":cancel", SOURCE, clock.instant(), trace, null);
        try {
            publisher.publish(List.of(topics.sendRequests().record(cancel, envelope)));
        } catch (NotPublished e) {
            log.notPublished(cancel, e);
            throw e.toCaller();
        }
        log.accepted(cancel);
    }

    private SendRequest requested(Function<Instant, SendRequest> asked) {
        try {
            return asked.apply(clock.instant());
        } catch (Refused refused) {
            log.refused(refused);
            throw refused;
        }
    }
}
