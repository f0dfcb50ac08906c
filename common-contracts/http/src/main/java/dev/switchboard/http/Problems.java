package dev.switchboard.http;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebExchange;

/** Answers what is thrown within the web framework. */
@RestControllerAdvice
class Problems {

    @ExceptionHandler
    ResponseEntity<Problem> on(Exception thrown, ServerWebExchange exchange) {
        return Trouble.of(thrown, ServerSpan.of(exchange)).answer();
    }
}
