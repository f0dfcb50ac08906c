package dev.switchboard.http;

import dev.switchboard.http.Problem.Finding;
import io.netty.channel.ChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what was thrown into what a caller reads. What only one service throws, that service turns into a {@link Refused}. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** A provider's own patience is short, and a caller should not hammer. */
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Problem> on(Refused refused, ServerWebExchange exchange) {
        return answer(refused.kind(), refused.detail(), refused.findings(), exchange);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(MissingRequestValueException e, ServerWebExchange exchange) {
        return on(Refused.parameter(e.getName(), "is missing"), exchange);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(ServerWebInputException e, ServerWebExchange exchange) {
        return on(Unreadable.asRefused(e), exchange);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(ErrorResponseException e, ServerWebExchange exchange) {
        // Of a method or type that is not taken, which ones are.
        return Problem.of(ProblemKind.of(e.getStatusCode()), null, ServerSpan.of(exchange))
                .answer(e.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(DataBufferLimitException e, ServerWebExchange exchange) {
        return answer(ProblemKind.TOO_LARGE, exchange);
    }

    /** A header no client of ours writes, found where it is read. Its value may be half a secret: it is not logged. */
    @ExceptionHandler
    ResponseEntity<Problem> on(ServerExchangeRejectedException e, ServerWebExchange exchange) {
        return answer(ProblemKind.BAD_REQUEST, exchange);
    }

    /** The body did not arrive in time; the server's own word for it is not public. */
    @ExceptionHandler
    ResponseEntity<Problem> on(ChannelException e, ServerWebExchange exchange) {
        return answer(ProblemKind.TOO_SLOW, exchange);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(Exception e, ServerWebExchange exchange) {
        log.atLevel(DisconnectedClientHelper.isClientDisconnectedException(e) ? Level.DEBUG : Level.ERROR)
                .setCause(e)
                .log("request failed");
        return answer(ProblemKind.INTERNAL, exchange);
    }

    private static ResponseEntity<Problem> answer(ProblemKind kind, ServerWebExchange exchange) {
        return answer(kind, null, List.of(), exchange);
    }

    private static ResponseEntity<Problem> answer(
            ProblemKind kind, @Nullable String detail, List<Finding> findings, ServerWebExchange exchange) {
        var headers = new HttpHeaders();
        if (kind.saysWhenToRepeat()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return Problem.of(kind, detail, findings, ServerSpan.of(exchange)).answer(headers);
    }
}
