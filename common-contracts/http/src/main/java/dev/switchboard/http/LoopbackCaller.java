package dev.switchboard.http;

import dev.switchboard.contracts.access.Scope;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * In development without a secret, whoever calls from this machine may do everything: its own address counts, which no
 * header can forge. A page in a browser on this machine may not: it cannot send JSON elsewhere without being asked first,
 * and nobody answers that.
 */
final class LoopbackCaller implements WebFilter {

    private static final Authentication EVERYTHING = UsernamePasswordAuthenticationToken.authenticated(
            "development",
            "",
            Stream.of(Scope.values())
                    .map(Scope::authority)
                    .map(SimpleGrantedAuthority::new)
                    .toList());

    private final Predicate<ServerHttpRequest> isFromHere;

    LoopbackCaller(Predicate<ServerHttpRequest> isFromHere) {
        this.isFromHere = isFromHere;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var filtered = chain.filter(exchange);
        return isConnectedFromHere(request) && isFromHere.test(request)
                ? filtered.contextWrite(ReactiveSecurityContextHolder.withAuthentication(EVERYTHING))
                : filtered;
    }

    private static boolean isConnectedFromHere(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        return remote != null
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
    }
}
