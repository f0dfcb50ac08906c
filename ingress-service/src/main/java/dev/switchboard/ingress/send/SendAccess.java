package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.ApiKeys;
import dev.switchboard.contracts.access.Scope;
import dev.switchboard.http.AccessRefusal;
import dev.switchboard.http.ApiAccess;
import dev.switchboard.http.ProblemAnswer;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.edge.EdgeProperties;
import dev.switchboard.ingress.edge.FailedProofs;
import dev.switchboard.ingress.edge.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

/**
 * Who may send. Nobody else is asked: webhooks bring their own proof, in headers that may look like ours, and what is
 * neither is open.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SendAccess {

    @Bean
    SecurityWebFilterChain apiSecurity(
            ServerHttpSecurity http,
            IngressProperties properties,
            EdgeProperties edge,
            FailedProofs failures,
            Sources sources,
            Clock clock) {
        var access = new ApiAccess(
                properties.access(),
                clock,
                request -> sources.of(request).address().isLoopbackAddress(),
                patientWithFew(failures));
        return access.guard(http)
                .securityMatcher(ServerWebExchangeMatchers.pathMatchers(SendPaths.ALL))
                .cors(cors -> cors.configurationSource(pages(edge)))
                .authorizeExchange(paths -> paths.anyExchange().access(ApiAccess.needs(Scope.MESSAGES_SEND)))
                .build();
    }

    /** Who tries one token after the other is told to stop. */
    private static ServerAuthenticationEntryPoint patientWithFew(FailedProofs failures) {
        var refusal = new AccessRefusal();
        return (exchange, e) -> e instanceof InvalidBearerTokenException && failures.areTooMany(exchange.getRequest())
                ? ProblemAnswer.write(
                        exchange,
                        ProblemKind.TOO_MANY_REQUESTS,
                        "Too many tokens and keys from this address were wrong.",
                        failures.retryAfterSeconds())
                : refusal.commence(exchange, e);
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
}
