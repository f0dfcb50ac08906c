package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.ingress.edge.FailedProofs;
import dev.switchboard.ingress.problem.ProblemAnswer;
import dev.switchboard.ingress.problem.ProblemKind;
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
final class AccessRefusal implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final FailedProofs failures;

    AccessRefusal(FailedProofs failures) {
        this.failures = failures;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
        var headers = exchange.getResponse().getHeaders();
        return switch (e) {
            case AuthenticationServiceException _ ->
                ProblemAnswer.write(
                        exchange,
                        ProblemKind.UNAVAILABLE,
                        "The keys of tokens cannot be fetched at the moment.",
                        RETRY_AFTER_SECONDS);
            case InvalidBearerTokenException _
            when failures.areTooMany(exchange.getRequest()) ->
                ProblemAnswer.write(
                        exchange,
                        ProblemKind.TOO_MANY_REQUESTS,
                        "Too many tokens and keys from this address were wrong.",
                        failures.retryAfterSeconds());
            case InvalidBearerTokenException _ -> {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                yield ProblemAnswer.write(
                        exchange,
                        ProblemKind.UNAUTHENTICATED,
                        "The token or API key is not accepted: unknown, expired, or without a subject or an end.");
            }
            default -> {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                yield ProblemAnswer.write(
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
            return ProblemAnswer.write(exchange, ProblemKind.FORBIDDEN, null);
        }
        exchange.getResponse()
                .getHeaders()
                .set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return ProblemAnswer.write(exchange, ProblemKind.FORBIDDEN, "The scope " + scope + " is missing.");
    }
}
