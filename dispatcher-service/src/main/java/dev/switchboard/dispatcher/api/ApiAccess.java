package dev.switchboard.dispatcher.api;

import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** Who may ask: whoever brings a token; where none can be checked, in development, the machine itself. */
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
    SecurityWebFilterChain access(ServerHttpSecurity http, DispatcherProperties properties, Clock clock) {
        http.csrf(CsrfSpec::disable)
                .authorizeExchange(paths -> paths.pathMatchers(Preview.PATH)
                        .hasAuthority(Scope.DLT_REPLAY.authority())
                        .pathMatchers(HttpMethod.POST, "/api/**")
                        .hasAuthority(needed(HttpMethod.POST).authority())
                        .pathMatchers("/api/**")
                        .hasAuthority(needed(HttpMethod.GET).authority())
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(answers -> answers.authenticationEntryPoint((exchange, _) -> unauthorized(exchange))
                        .accessDeniedHandler(this::forbidden));
        if (properties.access().isEmpty()) {
            return http.addFilterAt(ApiAccess::recognizeThisMachine, SecurityWebFiltersOrder.AUTHENTICATION)
                    .build();
        }
        var decoder = decoder(properties, clock);
        return http.oauth2ResourceServer(
                        tokens -> tokens.authenticationEntryPoint((exchange, _) -> unauthorized(exchange))
                                .accessDeniedHandler(this::forbidden)
                                .bearerTokenConverter(ApiAccess::shown)
                                .jwt(jwt -> jwt.jwtDecoder(decoder)))
                .build();
    }

    private static ReactiveJwtDecoder decoder(DispatcherProperties properties, Clock clock) {
        var decoder = properties.access().decoder(clock);
        return token -> Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Authentication> shown(ServerWebExchange exchange) {
        var key = exchange.getRequest().getHeaders().getFirst(ApiKeys.HEADER);
        return key == null ? BEARER.convert(exchange) : Mono.just(new BearerTokenAuthenticationToken(key));
    }

    /** By the connection itself: a header can say anything. */
    private static Mono<Void> recognizeThisMachine(ServerWebExchange exchange, WebFilterChain chain) {
        var remote = exchange.getRequest().getRemoteAddress();
        return remote != null
                        && remote.getAddress() != null
                        && remote.getAddress().isLoopbackAddress()
                ? chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(THIS_MACHINE))
                : chain.filter(exchange);
    }

    private Mono<Void> unauthorized(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return refuse(exchange, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid token is needed.");
    }

    private Mono<Void> forbidden(ServerWebExchange exchange, AccessDeniedException refusal) {
        var request = exchange.getRequest();
        var isPreview = request.getPath().value().equals(Preview.PATH);
        var missing = (isPreview ? Scope.DLT_REPLAY : needed(request.getMethod())).wireName();
        return refuse(exchange, HttpStatus.FORBIDDEN, "forbidden", "The token lacks the scope " + missing + ".");
    }

    private static Scope needed(HttpMethod method) {
        return method == HttpMethod.POST ? Scope.MESSAGES_SEND : Scope.MESSAGES_READ;
    }

    private Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String name, String detail) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var problem = json.writeValueAsBytes(Problems.problem(status, name, detail));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem)));
    }
}
