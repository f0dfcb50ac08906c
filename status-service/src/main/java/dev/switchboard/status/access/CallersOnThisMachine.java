package dev.switchboard.status.access;

import dev.switchboard.contracts.access.Scope;
import java.util.Arrays;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every scope to a connection from this machine: its own address counts, which no header can forge. */
final class CallersOnThisMachine implements WebFilter {

    private static final Authentication DEVELOPER = UsernamePasswordAuthenticationToken.authenticated(
            "development",
            "",
            Arrays.stream(Scope.values())
                    .map(scope -> new SimpleGrantedAuthority(scope.authority()))
                    .toList());

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var caller = exchange.getRequest().getRemoteAddress();
        if (caller == null || !caller.getAddress().isLoopbackAddress()) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(DEVELOPER));
    }
}
