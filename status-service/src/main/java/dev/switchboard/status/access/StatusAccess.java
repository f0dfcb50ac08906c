package dev.switchboard.status.access;

import static dev.switchboard.http.ApiAccess.needs;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.http.ApiAccess;
import dev.switchboard.status.StatusProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Who may read the state of messages, answer in the inbox and have a contact forgotten. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class StatusAccess {

    private static final String[] OPEN = {
        "/actuator/health/**",
        "/actuator/info",
        "/actuator/prometheus",
        "/v3/api-docs/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/webjars/**"
    };

    @Bean
    SecurityWebFilterChain api(ServerHttpSecurity http, StatusProperties properties, Clock clock) {
        return new ApiAccess(properties.tokens(), clock)
                .guard(http)
                .authorizeExchange(paths -> paths.pathMatchers(OPEN)
                        .permitAll()
                        .pathMatchers(HttpMethod.POST, "/api/v1/conversations/**")
                        .access(needs(Scope.INBOX_REPLY))
                        .pathMatchers(HttpMethod.DELETE, "/api/v1/contacts/**")
                        .access(needs(Scope.CONTACTS_ERASE))
                        .pathMatchers(Preview.PATH)
                        .access(needs(Scope.DLT_REPLAY))
                        .anyExchange()
                        .access(needs(Scope.MESSAGES_READ)))
                .build();
    }
}
