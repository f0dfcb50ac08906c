package dev.switchboard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.contracts.Traceparent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as RFC 9457 tells it:
 *
 * <pre>{"type":"urn:switchboard:problem:invalid-request","title":"The request is not valid","status":422,
 *  "errors":[{"pointer":"/to","reason":"is too short for +1"}],"traceId":"4bf9…"}</pre>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        List<Finding> errors,
        @Nullable String traceId) {

    /** What is wrong with one field, named by its JSON Pointer. */
    public record Finding(String pointer, String reason) {}

    public static Problem of(ProblemKind kind, @Nullable String detail, @Nullable Traceparent trace) {
        return of(kind, detail, List.of(), trace);
    }

    public static Problem of(
            ProblemKind kind, @Nullable String detail, List<Finding> errors, @Nullable Traceparent trace) {
        return new Problem(
                kind.type(),
                kind.title(),
                kind.status().value(),
                detail,
                errors,
                trace == null ? null : trace.traceId());
    }

    /** Where a provider expects another one than its kind has. */
    public Problem withStatus(HttpStatus status) {
        return new Problem(type, title, status.value(), detail, errors, traceId);
    }
}
