package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.http.Refused;
import dev.switchboard.ingress.IngressProperties;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Send anything. Accepted means that the request is on its topic: whoever repeats it with the same key sends it once. */
@RestController
class SendApi {

    private static final int MOST_TRIES = 9;

    private final Sending sending;
    private final String dashboard;

    SendApi(Sending sending, IngressProperties properties) {
        this.sending = sending;
        this.dashboard = properties.dashboardUrl().toString().replaceFirst("/$", "");
    }

    /** {@code {"id":"0199…","status":"accepted","watch":"http://localhost:8082/messages/0199…"}} */
    record Accepted(MessageId id, String status, URI watch) {}

    @PostMapping(path = SendPaths.MESSAGES, consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Accepted>> send(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return sending.withBody(body, exchange, (bytes, trace) -> {
            var id = sending.id(caller, key);
            sending.send(now -> NewMessageRules.request(NewMessageJson.read(bytes), id, null, now), trace);
            return accepted(id, "accepted");
        });
    }

    /** The n-th further try has one id: asked for twice, it is sent once. */
    @PostMapping(path = SendPaths.MESSAGES + "/{id}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Accepted>> retry(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") String n,
            @RequestBody(required = false) Mono<byte[]> body,
            ServerWebExchange exchange) {
        return sending.withBody(body, exchange, (bytes, trace) -> {
            var original = messageId(id);
            var again = original.retry(number(n));
            sending.send(now -> NewMessageRules.request(NewMessageJson.read(bytes), again, original, now), trace);
            return accepted(again, "accepted");
        });
    }

    /** Whether it has left already is known elsewhere, and told there. */
    @DeleteMapping(SendPaths.MESSAGES + "/{id}")
    Mono<ResponseEntity<Accepted>> cancel(@PathVariable String id, ServerWebExchange exchange) {
        return sending.withBody(Mono.empty(), exchange, (_, trace) -> {
            var message = messageId(id);
            sending.cancel(message, trace);
            return accepted(message, "cancel-requested");
        });
    }

    private ResponseEntity<Accepted> accepted(MessageId id, String status) {
        return ResponseEntity.accepted()
                .location(URI.create(dashboard + "/api/v1/messages/" + id))
                .body(new Accepted(id, status, URI.create(dashboard + "/messages/" + id)));
    }

    private static MessageId messageId(String text) {
        try {
            return MessageId.of(text);
        } catch (Unfit e) {
            throw Refused.parameter("id", "is not a UUID");
        }
    }

    private static int number(String n) {
        if (!n.matches("[1-" + MOST_TRIES + "]")) {
            throw Refused.parameter("n", "is not from 1 to " + MOST_TRIES);
        }
        return Integer.parseInt(n);
    }
}
