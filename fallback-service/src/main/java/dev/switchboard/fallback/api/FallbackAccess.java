package dev.switchboard.fallback.api;

import static dev.switchboard.http.ApiAccess.needs;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.fallback.FallbackProperties;
import dev.switchboard.http.ApiAccess;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Who may read why an SMS was sent, and who may stop them. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class FallbackAccess {

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, FallbackProperties properties, Clock clock) {
        return new ApiAccess(properties.access(), clock)
                .guard(http)
                .authorizeExchange(paths -> paths.pathMatchers(Preview.PATH)
                        .access(needs(Scope.DLT_REPLAY))
                        .pathMatchers(HttpMethod.PUT, "/api/**")
                        .access(needs(Scope.FALLBACKS_STEER))
                        .pathMatchers("/api/**")
                        .access(needs(Scope.MESSAGES_READ))
                        .anyExchange()
                        .permitAll())
                .build();
    }
}
