package dev.switchboard.http;

import dev.switchboard.contracts.Unfit;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/**
 * What could not be read, in a caller's words: which parameter, or which field of the body and why. Never what was found
 * there.
 */
public final class Unreadable {

    private Unreadable() {}

    static Refused asRefused(ServerWebInputException e) {
        var parameter = e.getMethodParameter();
        if (parameter == null) {
            return Refused.because(ProblemKind.BAD_REQUEST, null);
        }
        var name = parameter.getParameterName();
        if (name != null && !parameter.hasParameterAnnotation(RequestBody.class)) {
            return Refused.parameter(name, "cannot be read");
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException found) {
                return body(found);
            }
        }
        return Refused.field("", "is missing");
    }

    public static Refused body(JacksonException found) {
        if (found instanceof StreamReadException) {
            return Refused.because(ProblemKind.NOT_JSON, null);
        }
        return Refused.field(
                pointer(found),
                found.getCause() instanceof Unfit unfit
                        ? String.valueOf(unfit.getMessage())
                        : "is missing or has the wrong form");
    }

    private static String pointer(JacksonException field) {
        return field.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "/" + step.getIndex() : "/" + step.getPropertyName())
                .collect(Collectors.joining());
    }
}
