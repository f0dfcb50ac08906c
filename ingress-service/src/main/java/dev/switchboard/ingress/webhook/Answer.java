package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.Problem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a provider hears. */
public record Answer(HttpStatusCode status, @Nullable MediaType contentType, byte[] body) {

    public static Answer empty() {
        return new Answer(HttpStatus.OK, null, new byte[0]);
    }

    public static Answer ok(MediaType contentType, String body) {
        return new Answer(HttpStatus.OK, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer of(Problem problem) {
        return new Answer(
                HttpStatusCode.valueOf(problem.status()), MediaType.APPLICATION_PROBLEM_JSON, Wire.write(problem));
    }

    Mono<ServerResponse> write() {
        var response = ServerResponse.status(status);
        return contentType == null
                ? response.build()
                : response.contentType(contentType).bodyValue(body);
    }
}
