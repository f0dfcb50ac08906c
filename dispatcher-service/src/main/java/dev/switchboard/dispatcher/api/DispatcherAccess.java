package dev.switchboard.dispatcher.api;

import static dev.switchboard.http.ApiAccess.needs;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.http.ApiAccess;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Who may read what waits and who is opted out, and who may send again what is parked. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class DispatcherAccess {

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, DispatcherProperties properties, Clock clock) {
        return new ApiAccess(properties.access(), clock)
                .guard(http)
                .authorizeExchange(paths -> paths.pathMatchers(Preview.PATH)
                        .access(needs(Scope.DLT_REPLAY))
                        .pathMatchers(HttpMethod.POST, "/api/**")
                        .access(needs(Scope.MESSAGES_SEND))
                        .pathMatchers("/api/**")
                        .access(needs(Scope.MESSAGES_READ))
                        .anyExchange()
                        .permitAll())
                .build();
    }
}
