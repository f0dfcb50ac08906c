package dev.switchboard.http;

import dev.switchboard.contracts.access.Scope;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says no in the same form as everybody else: it stands before the place where exceptions become problems. */
public final class AccessRefusal implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
        return switch (e) {
            case AuthenticationServiceException _ ->
                ProblemAnswer.write(
                        exchange,
                        ProblemKind.UNAVAILABLE,
                        "The keys of tokens cannot be fetched at the moment.",
                        RETRY_AFTER_SECONDS);
            case InvalidBearerTokenException _ ->
                unauthenticated(
                        exchange,
                        "Bearer error=\"invalid_token\"",
                        "The token or API key is not accepted: unknown, expired, or without a subject or an end.");
            default ->
                unauthenticated(
                        exchange,
                        "Bearer",
                        "Show a token or an API key as Authorization: Bearer, or an API key as X-Api-Key.");
        };
    }

    private static Mono<Void> unauthenticated(ServerWebExchange exchange, String challenge, String detail) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return ProblemAnswer.write(exchange, ProblemKind.UNAUTHENTICATED, detail);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException e) {
        var scope = Scope.missing(e).map(Scope::wireName).orElse(null);
        if (scope == null) {
            return ProblemAnswer.write(exchange, ProblemKind.FORBIDDEN, null);
        }
        exchange.getResponse()
                .getHeaders()
                .set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return ProblemAnswer.write(exchange, ProblemKind.FORBIDDEN, "The scope " + scope + " is missing.");
    }
}
