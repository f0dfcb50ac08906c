package dev.switchboard.http;

import dev.switchboard.contracts.access.AccessSettings;
import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.Scope;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How a caller is known: by a token or an API key. Where neither can be checked, in development, whoever is on this machine
 * may do everything. Which paths need which scope, each service says.
 */
public final class ApiAccess {

    private static final ServerBearerTokenAuthenticationConverter BEARER =
            new ServerBearerTokenAuthenticationConverter();

    private final @Nullable JwtDecoder callers;
    private final Predicate<ServerHttpRequest> isFromHere;
    private final ServerAuthenticationEntryPoint unknown;

    public ApiAccess(AccessSettings settings, Clock clock) {
        this(settings, clock, _ -> true, new AccessRefusal());
    }

    /**
     * For a service at the edge.
     *
     * @param isFromHere asked of connections from this machine: behind a proxy on it everybody seems to be here
     * @param unknown answers whoever is not known
     */
    public ApiAccess(
            AccessSettings settings,
            Clock clock,
            Predicate<ServerHttpRequest> isFromHere,
            ServerAuthenticationEntryPoint unknown) {
        this.callers = settings.isEmpty() ? null : settings.decoder(clock);
        this.isFromHere = isFromHere;
        this.unknown = unknown;
    }

    /** No forms, sessions or cookies: every request brings its proof, and so none can be forged by a page. */
    public ServerHttpSecurity guard(ServerHttpSecurity http) {
        var forbidden = new AccessRefusal();
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(unknown).accessDeniedHandler(forbidden));
        if (callers == null) {
            return http.addFilterAt(new LoopbackCaller(isFromHere), SecurityWebFiltersOrder.AUTHENTICATION);
        }
        var failure = new ServerAuthenticationEntryPointFailureHandler(unknown);
        failure.setRethrowAuthenticationServiceException(false);
        return http.oauth2ResourceServer(server -> server.authenticationEntryPoint(unknown)
                .authenticationFailureHandler(failure)
                .accessDeniedHandler(forbidden)
                .bearerTokenConverter(ApiAccess::shown)
                .jwt(jwt -> jwt.jwtDecoder(patient(callers))));
    }

    /** Like {@code hasAuthority}, whose refusal does not say what was asked for. */
    public static ReactiveAuthorizationManager<AuthorizationContext> needs(Scope scope) {
        var authority = AuthorityReactiveAuthorizationManager.<AuthorizationContext>hasAuthority(scope.authority());
        return (caller, context) -> authority.authorize(caller, context).handle((result, sink) -> {
            if (result.isGranted()) {
                sink.next(result);
            } else {
                sink.error(new AuthorizationDeniedException("the scope is missing", result));
            }
        });
    }

    private static Mono<Authentication> shown(ServerWebExchange exchange) {
        var key = exchange.getRequest().getHeaders().getFirst(ApiKeys.HEADER);
        return key == null ? BEARER.convert(exchange) : Mono.just(new BearerTokenAuthenticationToken(key));
    }

    /** Keys of tokens may have to be fetched, which no event loop should wait for. */
    private static ReactiveJwtDecoder patient(JwtDecoder callers) {
        return shown -> Mono.fromCallable(() -> callers.decode(shown))
                .onErrorMap(failure -> !(failure instanceof JwtException), ApiAccess::unreadable)
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** A caller's nonsense is refused like a wrong signature; it is no trouble of ours. */
    private static BadJwtException unreadable(Throwable failure) {
        return new BadJwtException("the token cannot be read", failure);
    }
}
