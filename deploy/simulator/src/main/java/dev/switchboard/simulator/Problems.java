package dev.switchboard.simulator;

import java.net.URI;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {
    @ExceptionHandler
    ProblemDetail invalid(InvalidInput input) {
        return problem(HttpStatus.BAD_REQUEST, "invalid-input", String.valueOf(input.getMessage()), input.field());
    }

    @ExceptionHandler
    ProblemDetail unreadable(ServerWebInputException input) {
        if (input.getMostSpecificCause() instanceof InvalidInput inside) {
            return invalid(inside);
        }
        return problem(HttpStatus.BAD_REQUEST, "invalid-input", "the request could not be read", field(input));
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchElementException missing) {
        return problem(HttpStatus.NOT_FOUND, "not-found", String.valueOf(missing.getMessage()), null);
    }

    @ExceptionHandler
    ProblemDetail unreachable(IngressUnreachable unreachable) {
        return problem(HttpStatus.BAD_GATEWAY, "ingress-unreachable", unreachable.reason(), null);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String detail, @Nullable String field) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:switchboard:simulator:" + type));
        if (field != null) {
            problem.setProperty("field", field);
        }
        return problem;
    }

    private static String field(ServerWebInputException input) {
        var name = input.getMostSpecificCause() instanceof JacksonException e
                ? e.getPath().stream()
                        .map(Reference::getPropertyName)
                        .map(String::valueOf)
                        .collect(Collectors.joining("."))
                : "";
        return name.isEmpty() ? "body" : name;
    }
}
