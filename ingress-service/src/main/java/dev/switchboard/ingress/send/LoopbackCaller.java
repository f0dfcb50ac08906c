package dev.switchboard.ingress.send;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.ingress.edge.Sources;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * In development without a secret, whoever calls from this machine may do everything. A page in a browser on this machine
 * may not: it cannot send JSON elsewhere without being asked first, and nobody answers that.
 */
final class LoopbackCaller implements WebFilter {

    private static final String NAME = "development";

    private final Sources sources;

    LoopbackCaller(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var address = exchange.getRequest().getRemoteAddress();
        var local = address != null
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress()
                // Behind a proxy on this machine everybody seems to be here.
                && sources.of(exchange.getRequest()).address().isLoopbackAddress();
        var filtered = chain.filter(exchange);
        return local ? filtered.contextWrite(ReactiveSecurityContextHolder.withAuthentication(everything())) : filtered;
    }

    private static Authentication everything() {
        var authorities = Stream.of(Scope.values())
                .map(Scope::authority)
                .map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(NAME, "", authorities);
    }
}
