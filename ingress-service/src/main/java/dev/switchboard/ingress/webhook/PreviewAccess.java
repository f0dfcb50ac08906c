package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.http.AccessRefusal;
import dev.switchboard.http.ApiAccess;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.edge.Sources;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Who may ask what an unreadable webhook would become. No proxy passes the path, but a proxy is a setting. */
@Configuration(proxyBeanMethods = false)
class PreviewAccess {

    @Bean
    SecurityWebFilterChain previewSecurity(
            ServerHttpSecurity http, IngressProperties properties, Sources sources, Clock clock) {
        var access = new ApiAccess(
                properties.access(),
                clock,
                request -> sources.of(request).address().isLoopbackAddress(),
                new AccessRefusal());
        return access.guard(http)
                .securityMatcher(ServerWebExchangeMatchers.pathMatchers(Preview.PATH))
                .authorizeExchange(paths -> paths.anyExchange().access(ApiAccess.needs(Scope.DLT_REPLAY)))
                .build();
    }
}
