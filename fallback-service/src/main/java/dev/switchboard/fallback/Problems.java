package dev.switchboard.fallback;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Every answer that is not a success, as RFC 9457 has it. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    static ProblemDetail problem(HttpStatus status, String name, String detail, ServerWebExchange exchange) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:switchboard:problem:" + name));
        problem.setProperty("traceId", traceId(exchange));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail invalidInput(InvalidInput mistake, ServerWebExchange exchange) {
        var problem = problem(HttpStatus.BAD_REQUEST, "invalid-input", "The request cannot be used.", exchange);
        problem.setProperty("errors", List.of(Map.of("pointer", mistake.pointer(), "reason", mistake.reason())));
        return problem;
    }

    @ExceptionHandler(NotFound.class)
    ProblemDetail notFound(ServerWebExchange exchange) {
        return problem(
                HttpStatus.NOT_FOUND, "not-found", "This message asks for no fallback, or is not known.", exchange);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail unavailable(ServerWebExchange exchange) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database does not answer; try again.", exchange);
    }

    /** What the framework found wrong before our code was asked. */
    @Override
    protected Mono<ResponseEntity<Object>> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            @Nullable HttpHeaders headers,
            HttpStatusCode status,
            ServerWebExchange exchange) {
        var known = HttpStatus.valueOf(status.value());
        var name = known == HttpStatus.BAD_REQUEST
                ? "invalid-input"
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var problem = problem(known, name, known.getReasonPhrase() + ".", exchange);
        return super.handleExceptionInternal(failure, problem, headers, status, exchange);
    }

    private static @Nullable String traceId(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(context -> context.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context().traceId())
                .orElse(null);
    }
}
