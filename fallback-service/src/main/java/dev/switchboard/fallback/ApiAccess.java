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
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
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
                        .hasAuthority(Scope.FALLBACKS_STEER.authority())
                        .pathMatchers("/api/**")
                        .hasAuthority(Scope.MESSAGES_READ.authority())
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(answers -> answers.authenticationEntryPoint((exchange, _) -> unauthorized(exchange))
                        .accessDeniedHandler(this::forbidden));
        if (properties.access().isEmpty()) {
            return http.addFilterAt(ApiAccess::recognizeThisMachine, SecurityWebFiltersOrder.AUTHENTICATION)
                    .build();
        }
        return http.oauth2ResourceServer(
                        tokens -> tokens.authenticationEntryPoint((exchange, _) -> unauthorized(exchange))
                                .accessDeniedHandler(this::forbidden)
                                .bearerTokenConverter(ApiAccess::shown)
                                .jwt(jwt -> jwt.jwtDecoder(decoder(properties, clock))))
                .build();
    }

    private static ReactiveJwtDecoder decoder(FallbackProperties properties, Clock clock) {
        var decoder = properties.access().decoder(clock);
        return token -> Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
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

    private Mono<Void> unauthorized(ServerWebExchange exchange) {
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
