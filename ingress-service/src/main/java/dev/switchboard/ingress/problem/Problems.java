package dev.switchboard.ingress.problem;

import dev.switchboard.ingress.publish.NotPublished;
import dev.switchboard.ingress.publish.ServerSpan;
import io.netty.channel.ChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;

/** The one place that turns what was thrown into what a caller reads. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** A provider's own patience is short, and a caller should not hammer. */
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Problem> on(Refused refused, ServerWebExchange exchange) {
        var problem = Problem.of(refused.kind(), refused.detail(), refused.findings(), ServerSpan.of(exchange));
        return problem.head().body(problem);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(NotPublished e, ServerWebExchange exchange) {
        var problem = Problem.of(
                ProblemKind.UNAVAILABLE,
                "It could not be kept safely in time; repeat the same request later.",
                ServerSpan.of(exchange));
        return problem.head()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(DataBufferLimitException e, ServerWebExchange exchange) {
        return answer(ProblemKind.TOO_LARGE, exchange);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(ErrorResponseException e, ServerWebExchange exchange) {
        var problem = Problem.of(ProblemKind.of(e.getStatusCode()), null, ServerSpan.of(exchange));
        // Of a method or type that is not taken, which ones are.
        return problem.head()
                .headers(e.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
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
        var problem = Problem.of(kind, null, ServerSpan.of(exchange));
        return problem.head().body(problem);
    }
}
