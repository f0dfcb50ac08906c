package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.ApiTokens;
import dev.switchboard.contracts.access.Callers;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.edge.EdgeProperties;
import dev.switchboard.ingress.edge.FailedProofs;
import dev.switchboard.ingress.edge.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Who may call the API. Nobody else is asked: webhooks bring their own proof, in headers that may look like ours, and what
 * is neither is open.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class ApiAccess {

    private static final ServerBearerTokenAuthenticationConverter BEARER =
            new ServerBearerTokenAuthenticationConverter();

    @Bean
    SecurityWebFilterChain apiSecurity(
            ServerHttpSecurity http,
            IngressProperties properties,
            EdgeProperties edge,
            FailedProofs failures,
            Sources sources,
            Clock clock,
            Scheduler virtualThreads) {
        var refusal = new AccessRefusal(failures);
        http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(SendPaths.ALL))
                .csrf(CsrfSpec::disable)
                .cors(cors -> cors.configurationSource(pages(edge)))
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .authorizeExchange(exchange -> exchange.anyExchange().access(needs(Scope.MESSAGES_SEND)))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal));
        if (properties.jwtSecret().isEmpty() && properties.access().isEmpty()) {
            return http.addFilterAt(new LoopbackCaller(sources), SecurityWebFiltersOrder.AUTHENTICATION)
                    .build();
        }
        var decoder = decoder(properties, clock, virtualThreads);
        var failure = new ServerAuthenticationEntryPointFailureHandler(refusal);
        failure.setRethrowAuthenticationServiceException(false);
        return http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusal)
                        .authenticationFailureHandler(failure)
                        .accessDeniedHandler(refusal)
                        .bearerTokenConverter(ApiAccess::shown)
                        .jwt(jwt -> jwt.jwtDecoder(decoder)))
                .build();
    }

    /** Pages of other origins may call only where they are named; they bring a token, and no cookie. */
    private static CorsConfigurationSource pages(EdgeProperties edge) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(edge.corsAllowedOrigins());
        cors.setAllowedMethods(List.of("POST", "DELETE"));
        cors.setAllowedHeaders(
                List.of("Authorization", ApiKeys.HEADER, "Content-Type", "Idempotency-Key", "traceparent"));
        cors.setExposedHeaders(List.of("Location", "Retry-After", "WWW-Authenticate"));
        cors.setMaxAge(Duration.ofHours(1));
        return _ -> edge.corsAllowedOrigins().isEmpty() ? null : cors;
    }

    /** Like {@code hasAuthority}, whose refusal does not say what was asked for. */
    private static ReactiveAuthorizationManager<AuthorizationContext> needs(Scope scope) {
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
    private static ReactiveJwtDecoder decoder(IngressProperties properties, Clock clock, Scheduler virtualThreads) {
        var decoder = new Callers(properties.access().keys(), tokens(properties, clock));
        return shown ->
                Mono.fromCallable(() -> withSubject(decoder.decode(shown))).subscribeOn(virtualThreads);
    }

    private static @Nullable JwtDecoder tokens(IngressProperties properties, Clock clock) {
        var published = properties.access().jwksUri();
        if (published != null) {
            return ApiTokens.decoder(published, clock);
        }
        return properties.jwtSecret().isEmpty() ? null : new RotatingJwtDecoder(properties.jwtSecret(), clock);
    }

    /** The subject is half of a message's id: two callers without one would share their keys. */
    private static Jwt withSubject(Jwt token) {
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            throw new BadJwtException("the token names no subject");
        }
        return token;
    }
}
