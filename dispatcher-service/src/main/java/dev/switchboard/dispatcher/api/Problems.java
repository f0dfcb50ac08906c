package dev.switchboard.dispatcher.api;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Every answer that is not a success, as RFC 9457 has it. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    static ProblemDetail problem(HttpStatus status, String name, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:switchboard:problem:" + name));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        var problem = problem(refusal.status(), refusal.name(), refusal.detail());
        if (!refusal.errors().isEmpty()) {
            problem.setProperty("errors", refusal.errors());
        }
        return problem;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail unavailable() {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database does not answer; try again.");
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
        var problem = problem(known, name, known.getReasonPhrase() + ".");
        return super.handleExceptionInternal(failure, problem, headers, status, exchange);
    }
}
