package dev.switchboard.http;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.Problem.Finding;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every problem there is, by its status: made from the kinds themselves, so that none is forgotten. */
public final class Refusals {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private Refusals() {}

    public static Map<String, ApiResponse> byStatus() {
        var byStatus = Stream.of(ProblemKind.values())
                .collect(groupingBy(kind -> String.valueOf(kind.status().value()), TreeMap::new, toList()));
        var responses = new TreeMap<String, ApiResponse>();
        byStatus.forEach((status, kinds) -> responses.put(status, response(kinds)));
        return responses;
    }

    private static ApiResponse response(List<ProblemKind> kinds) {
        var content = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        kinds.forEach(kind -> content.addExamples(kind.name().toLowerCase(Locale.ROOT), example(kind)));
        var response = new ApiResponse()
                .description(kinds.stream().map(Refusals::title).collect(joining(", or: ")))
                .content(new Content().addMediaType("application/problem+json", content));
        if (kinds.stream().anyMatch(ProblemKind::saysWhenToRepeat)) {
            response.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait.").schema(new Schema<>().type("integer")));
        }
        return response;
    }

    private static Problem problem(ProblemKind kind) {
        var bare = Problem.of(kind, null, null);
        var errors = kind == ProblemKind.INVALID_REQUEST
                ? List.of(new Finding("/to", "is too short for +1"), new Finding("/txt", "is not a field we know"))
                : List.<Finding>of();
        return new Problem(bare.type(), bare.title(), bare.status(), null, errors, TRACE);
    }

    private static String title(ProblemKind kind) {
        return Problem.of(kind, null, null).title();
    }

    private static Example example(ProblemKind kind) {
        try {
            return new Example().value(Json31.mapper().readTree(Wire.write(problem(kind))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
