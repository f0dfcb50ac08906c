package dev.switchboard.status.problem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;

/** Turns what went wrong into a problem. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ProblemDetail on(NotFound e, ServerWebExchange exchange) {
        return problems.problem(
                exchange, HttpStatus.NOT_FOUND, e.thing() + "-not-found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(Refused e, ServerWebExchange exchange) {
        return problems.problem(exchange, e.status(), e.type(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(InvalidParameter e, ServerWebExchange exchange) {
        return invalid(exchange, e.parameter(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(MissingRequestValueException e, ServerWebExchange exchange) {
        return invalid(exchange, e.getName(), "is missing");
    }

    @ExceptionHandler
    ProblemDetail on(ServerWebInputException e, ServerWebExchange exchange) {
        var parameter = e.getMethodParameter();
        var name = parameter == null ? null : parameter.getParameterName();
        return invalid(exchange, name == null ? "request" : name, "cannot be read");
    }

    @ExceptionHandler
    ProblemDetail on(ResponseStatusException e, ServerWebExchange exchange) {
        var status = e.getStatusCode();
        var title = ProblemDetail.forStatus(status).getTitle();
        return problems.problem(exchange, status, "http-" + status.value(), String.valueOf(title));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        TimeoutException.class
    })
    ResponseEntity<ProblemDetail> onTrouble(Exception e, ServerWebExchange exchange) {
        log.atWarn().addKeyValue("failure", e.getClass().getName()).log("the database does not answer");
        var problem = problems.problem(
                exchange, HttpStatus.SERVICE_UNAVAILABLE, "database-away", "The database does not answer.");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .body(problem);
    }

    @ExceptionHandler
    ProblemDetail on(Exception e, ServerWebExchange exchange) {
        log.atError().setCause(e).log("request failed");
        return problems.problem(
                exchange, HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side.");
    }

    private ProblemDetail invalid(ServerWebExchange exchange, String parameter, String reason) {
        var problem = problems.problem(
                exchange, HttpStatus.BAD_REQUEST, "invalid-parameter", "A parameter cannot be understood.");
        problem.setProperty("errors", List.of(Map.of("pointer", "#/" + parameter, "reason", reason)));
        return problem;
    }
}
