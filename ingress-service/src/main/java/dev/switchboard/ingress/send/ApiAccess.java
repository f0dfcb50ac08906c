package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.ingress.IngressProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import reactor.core.publisher.Mono;

/** Who may call the API. Webhooks bring their own proof, and what is not the API is open. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class ApiAccess {

    @Bean
    SecurityWebFilterChain apiSecurity(ServerHttpSecurity http, IngressProperties properties) {
        var refusal = new AccessRefusal();
        http.csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .authorizeExchange(exchange -> exchange.pathMatchers(HttpMethod.POST, "/api/v1/messages")
                        .hasAuthority(Scope.MESSAGES_SEND.authority())
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal));
        if (properties.jwtSecret().isEmpty()) {
            http.addFilterAt(new LoopbackCaller(), SecurityWebFiltersOrder.AUTHENTICATION);
        } else {
            var decoder = decoder(properties);
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusal)
                    .accessDeniedHandler(refusal)
                    .jwt(jwt -> jwt.jwtDecoder(decoder)));
        }
        return http.build();
    }

    private static ReactiveJwtDecoder decoder(IngressProperties properties) {
        var decoder = new RotatingJwtDecoder(properties.jwtSecret());
        return token -> Mono.fromCallable(() -> withSubject(decoder.decode(token)));
    }

    /** The subject is half of a message's id: two callers without one would share their keys. */
    private static Jwt withSubject(Jwt token) {
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            throw new BadJwtException("the token names no subject");
        }
        return token;
    }
}
