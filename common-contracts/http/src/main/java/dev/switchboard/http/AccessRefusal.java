package dev.switchboard.http;

import static java.util.stream.Collectors.joining;

import dev.switchboard.contracts.access.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
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
            case InvalidBearerTokenException refused ->
                unauthenticated(
                        exchange,
                        "Bearer error=\"invalid_token\"",
                        "The token or API key is not accepted: " + reason(refused.getCause()));
            default ->
                unauthenticated(
                        exchange,
                        "Bearer",
                        "Show a token or an API key as Authorization: Bearer, or an API key as X-Api-Key.");
        };
    }

    /** Of a token that is ours what it lacks; whoever shows another learns nothing. */
    private static String reason(@Nullable Throwable cause) {
        return cause instanceof JwtValidationException ours
                ? ours.getErrors().stream().map(OAuth2Error::getDescription).collect(joining("; ")) + "."
                : "unknown, or changed after it was signed.";
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
