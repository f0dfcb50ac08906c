package dev.switchboard.fallback;

import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.Scope;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Who may read the API: whoever brings a token; where none can be signed, in development, the machine itself. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class ApiAccess {

    private static final Authentication THIS_MACHINE = UsernamePasswordAuthenticationToken.authenticated(
            "loopback",
            null,
            Arrays.stream(Scope.values())
                    .map(scope -> new SimpleGrantedAuthority(scope.authority()))
                    .toList());

    private static final ServerBearerTokenAuthenticationConverter BEARER =
            new ServerBearerTokenAuthenticationConverter();

    private final JsonMapper json;

    ApiAccess(JsonMapper json) {
        this.json = json;
    }

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, FallbackProperties properties, Clock clock) {
        http.csrf(CsrfSpec::disable)
                .authorizeExchange(paths -> paths.pathMatchers(HttpMethod.PUT, "/api/**")
                        .access(needs(Scope.FALLBACKS_STEER))
                        .pathMatchers("/api/**")
                        .access(needs(Scope.MESSAGES_READ))
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(answers ->
                        answers.authenticationEntryPoint(this::unauthorized).accessDeniedHandler(this::forbidden));
        if (properties.access().isEmpty()) {
            return http.addFilterAt(ApiAccess::recognizeThisMachine, SecurityWebFiltersOrder.AUTHENTICATION)
                    .build();
        }
        return http.oauth2ResourceServer(tokens -> tokens.authenticationEntryPoint(this::unauthorized)
                        .authenticationFailureHandler(failure())
                        .accessDeniedHandler(this::forbidden)
                        .bearerTokenConverter(ApiAccess::shown)
                        .jwt(jwt -> jwt.jwtDecoder(decoder(properties, clock))))
                .build();
    }

    private static ReactiveJwtDecoder decoder(FallbackProperties properties, Clock clock) {
        var decoder = properties.access().decoder(clock);
        return token -> Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
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

    private static Mono<Void> recognizeThisMachine(ServerWebExchange exchange, WebFilterChain chain) {
        return isThisMachine(exchange.getRequest())
                ? chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(THIS_MACHINE))
                : chain.filter(exchange);
    }

    /** By the connection itself: a header can say anything. */
    private static boolean isThisMachine(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        return remote != null
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
    }

    private ServerAuthenticationFailureHandler failure() {
        var handler = new ServerAuthenticationEntryPointFailureHandler(this::unauthorized);
        handler.setRethrowAuthenticationServiceException(false);
        return handler;
    }

    private Mono<Void> unauthorized(ServerWebExchange exchange, AuthenticationException refusal) {
        if (refusal instanceof AuthenticationServiceException) {
            return refuse(
                    exchange, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The keys of tokens cannot be fetched.");
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return refuse(exchange, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid token is needed.");
    }

    private Mono<Void> forbidden(ServerWebExchange exchange, AccessDeniedException refusal) {
        var scope =
                Scope.missing(refusal).map(missing -> " " + missing.wireName()).orElse("");
        return refuse(exchange, HttpStatus.FORBIDDEN, "forbidden", "The token lacks the scope" + scope + ".");
    }

    private Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String name, String detail) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var problem = json.writeValueAsBytes(Problems.problem(status, name, detail, exchange));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem)));
    }
}
