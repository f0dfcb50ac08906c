package dev.switchboard.http;

import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebExchange;

/** For a service with a database, which may be away. Asked first: to the others it would be one exception more. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAway {

    private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        TimeoutException.class
    })
    ResponseEntity<Problem> on(Exception e, ServerWebExchange exchange) {
        log.atWarn().addKeyValue("failure", e.getClass().getName()).log("the database does not answer");
        return Trouble.of(ProblemKind.UNAVAILABLE, "The database does not answer; try again.", ServerSpan.of(exchange))
                .answer();
    }
}
