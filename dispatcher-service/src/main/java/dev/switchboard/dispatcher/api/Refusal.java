package dev.switchboard.dispatcher.api;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A caller's wish that is not fulfilled: why, and where in the request that is, without repeating it. */
public final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final String name;
    private final String detail;
    private final List<Map<String, String>> errors;

    private Refusal(HttpStatus status, String name, String detail, List<Map<String, String>> errors) {
        super(detail);
        this.status = status;
        this.name = name;
        this.detail = detail;
        this.errors = errors;
    }

    public static Refusal invalid(String pointer, String reason) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                "invalid-input",
                "The request cannot be used.",
                List.of(Map.of("pointer", pointer, "reason", reason)));
    }

    public static Refusal notFound(String detail) {
        return new Refusal(HttpStatus.NOT_FOUND, "not-found", detail, List.of());
    }

    public static Refusal of(HttpStatus status, String name, String detail) {
        return new Refusal(status, name, detail, List.of());
    }

    HttpStatus status() {
        return status;
    }

    String name() {
        return name;
    }

    String detail() {
        return detail;
    }

    List<Map<String, String>> errors() {
        return errors;
    }
}
