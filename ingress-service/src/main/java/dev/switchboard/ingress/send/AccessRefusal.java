package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Wire;
import dev.switchboard.ingress.problem.Problem;
import dev.switchboard.ingress.problem.ProblemKind;
import dev.switchboard.ingress.publish.ServerSpan;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says no in the same form as everybody else: it stands before the place where exceptions become problems. */
final class AccessRefusal implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer(exchange, ProblemKind.UNAUTHENTICATED);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException e) {
        return answer(exchange, ProblemKind.FORBIDDEN);
    }

    private static Mono<Void> answer(ServerWebExchange exchange, ProblemKind kind) {
        var response = exchange.getResponse();
        response.setStatusCode(kind.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = Wire.write(Problem.of(kind, null, ServerSpan.of(exchange)));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
