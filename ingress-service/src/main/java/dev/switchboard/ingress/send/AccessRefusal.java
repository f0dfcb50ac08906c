package dev.switchboard.ingress.send;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.ingress.problem.Problem;
import dev.switchboard.ingress.problem.ProblemKind;
import dev.switchboard.ingress.publish.ServerSpan;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says no in the same form as everybody else: it stands before the place where exceptions become problems. */
final class AccessRefusal implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final String RETRY_AFTER_SECONDS = "5";

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
        var headers = exchange.getResponse().getHeaders();
        return switch (e) {
            case AuthenticationServiceException _ -> {
                headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
                yield answer(exchange, ProblemKind.UNAVAILABLE, "The keys of tokens cannot be fetched at the moment.");
            }
            case InvalidBearerTokenException _ -> {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                yield answer(
                        exchange,
                        ProblemKind.UNAUTHENTICATED,
                        "The token or API key is not accepted: unknown, expired, or without a subject or an end.");
            }
            default -> {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                yield answer(
                        exchange,
                        ProblemKind.UNAUTHENTICATED,
                        "Show a token or an API key as Authorization: Bearer, or an API key as X-Api-Key.");
            }
        };
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException e) {
        var scope = Scope.missing(e).map(Scope::wireName).orElse(null);
        if (scope == null) {
            return answer(exchange, ProblemKind.FORBIDDEN, null);
        }
        exchange.getResponse()
                .getHeaders()
                .set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return answer(exchange, ProblemKind.FORBIDDEN, "The scope " + scope + " is missing.");
    }

    private static Mono<Void> answer(ServerWebExchange exchange, ProblemKind kind, @Nullable String detail) {
        var response = exchange.getResponse();
        response.setStatusCode(kind.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = Wire.write(Problem.of(kind, detail, ServerSpan.of(exchange)));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
