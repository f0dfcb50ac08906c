package dev.switchboard.status.access;

import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.problem.Problems;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who may read: whoever brings a token with the scope; in development without a secret, whoever is on this machine. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class ApiSecurity {

    private static final ServerBearerTokenAuthenticationConverter BEARER =
            new ServerBearerTokenAuthenticationConverter();

    @Bean
    SecurityWebFilterChain api(ServerHttpSecurity http, StatusProperties properties, Clock clock, Problems problems) {
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(exchange -> exchange.pathMatchers(
                                "/actuator/health/**",
                                "/actuator/info",
                                "/actuator/prometheus",
                                "/v3/api-docs/**",
                                "/swagger-ui.html",
                                "/swagger-ui/**",
                                "/webjars/**")
                        .permitAll()
                        .pathMatchers(HttpMethod.POST, "/api/v1/conversations/**")
                        .access(needs(Scope.INBOX_REPLY))
                        .pathMatchers(HttpMethod.DELETE, "/api/v1/contacts/**")
                        .access(needs(Scope.CONTACTS_ERASE))
                        .pathMatchers("/internal/**")
                        .access(needs(Scope.DLT_REPLAY))
                        .anyExchange()
                        .access(needs(Scope.MESSAGES_READ)))
                .exceptionHandling(answers -> answers.authenticationEntryPoint(unauthorized(problems))
                        .accessDeniedHandler((exchange, refusal) ->
                                problems.write(exchange, HttpStatus.FORBIDDEN, "forbidden", lacking(refusal))));
        return identified(http, properties, clock, problems).build();
    }

    private static ServerHttpSecurity identified(
            ServerHttpSecurity http, StatusProperties properties, Clock clock, Problems problems) {
        if (properties.tokens().isEmpty()) {
            return http.addFilterAt(new CallersOnThisMachine(), SecurityWebFiltersOrder.AUTHENTICATION);
        }
        var decoder = properties.tokens().decoder(clock);
        ReactiveJwtDecoder decode = token -> Mono.fromCallable(() -> decoder.decode(token))
                .onErrorMap(ApiSecurity::isMalformed, ApiSecurity::bad)
                .subscribeOn(Schedulers.boundedElastic());
        return http.oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtDecoder(decode))
                .bearerTokenConverter(ApiSecurity::shown)
                .authenticationFailureHandler(failure(unauthorized(problems)))
                .authenticationEntryPoint(unauthorized(problems)));
    }

    private static ServerAuthenticationFailureHandler failure(ServerAuthenticationEntryPoint answer) {
        var handler = new ServerAuthenticationEntryPointFailureHandler(answer);
        handler.setRethrowAuthenticationServiceException(false);
        return handler;
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

    private static String lacking(AccessDeniedException refusal) {
        return Scope.missing(refusal)
                .map(scope -> "The scope " + scope.wireName() + " is missing.")
                .orElse("The token's scope does not allow this.");
    }

    /** A caller's nonsense is refused like a wrong signature; it is no trouble of ours. */
    private static boolean isMalformed(Throwable failure) {
        return !(failure instanceof JwtException);
    }

    private static Throwable bad(Throwable failure) {
        return new BadJwtException("the token cannot be read", failure);
    }

    private static ServerAuthenticationEntryPoint unauthorized(Problems problems) {
        return (exchange, refusal) -> {
            if (refusal instanceof AuthenticationServiceException) {
                return problems.write(
                        exchange,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "The keys of tokens cannot be fetched.");
            }
            exchange.getResponse().getHeaders().set("WWW-Authenticate", "Bearer");
            return problems.write(exchange, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid token is needed.");
        };
    }
}
