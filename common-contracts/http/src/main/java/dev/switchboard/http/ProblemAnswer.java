package dev.switchboard.http;

import dev.switchboard.contracts.Wire;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A problem as an answer, for whoever refuses before a request reaches the place where exceptions become problems. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    public static Mono<Void> write(ServerWebExchange exchange, ProblemKind kind, @Nullable String detail) {
        var response = exchange.getResponse();
        response.setStatusCode(kind.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = Wire.write(Problem.of(kind, detail, ServerSpan.of(exchange)));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** Says beside it when to come again. */
    public static Mono<Void> write(
            ServerWebExchange exchange, ProblemKind kind, @Nullable String detail, long retryAfterSeconds) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
        return write(exchange, kind, detail);
    }
}
