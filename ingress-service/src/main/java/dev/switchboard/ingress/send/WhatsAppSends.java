package dev.switchboard.ingress.send;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Short forms that send by WhatsApp alone; the path says by whom. What is behind them is the same. */
@RestController
class WhatsAppSends {

    private static final String KEY = "Idempotency-Key";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Sending sending;

    WhatsAppSends(Sending sending) {
        this.sending = sending;
    }

    /** {@code {"success":true,"provider":"twilio","id":"0199…","status":"accepted","trackingEnabled":true}} */
    @JsonInclude
    record Sent(boolean success, Provider provider, MessageId id, String status, boolean trackingEnabled) {}

    @PostMapping(path = SendPaths.TWILIO, consumes = JSON)
    Mono<Sent> sendByTwilio(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return send(body, WhatsAppForm.TEXT, Provider.TWILIO, key, caller, exchange);
    }

    @PostMapping(path = SendPaths.META, consumes = JSON)
    Mono<Sent> sendByMeta(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return send(body, WhatsAppForm.TEXT, Provider.META, key, caller, exchange);
    }

    @PostMapping(path = SendPaths.META_MEDIA, consumes = JSON)
    Mono<Sent> sendMediaByMeta(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return send(body, WhatsAppForm.MEDIA, Provider.META, key, caller, exchange);
    }

    @PostMapping(path = SendPaths.META_TEMPLATE, consumes = JSON)
    Mono<Sent> sendTemplateByMeta(
            @RequestBody(required = false) Mono<byte[]> body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return send(body, WhatsAppForm.TEMPLATE, Provider.META, key, caller, exchange);
    }

    private Mono<Sent> send(
            Mono<byte[]> body,
            WhatsAppForm form,
            Provider provider,
            @Nullable String key,
            Principal caller,
            ServerWebExchange exchange) {
        return sending.withBody(body, exchange, (bytes, trace) -> {
            var id = sending.id(caller, key);
            var request = sending.send(now -> form.request(bytes, provider, id, now), trace);
            return new Sent(true, provider, request.messageId(), "accepted", request.trackReceipts() != Boolean.FALSE);
        });
    }
}
