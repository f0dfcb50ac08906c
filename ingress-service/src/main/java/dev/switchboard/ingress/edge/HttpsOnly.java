package dev.switchboard.ingress.edge;

import dev.switchboard.http.ProblemAnswer;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.IngressProperties.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Whoever comes without https hears so. He is not sent on: what he had to say went over the wire in the clear already. */
@Component
@Order(HttpsOnly.BEFORE_ACCESS)
class HttpsOnly implements WebFilter {

    static final int BEFORE_ACCESS = -300;

    private final Sources sources;
    private final MeterRegistry meters;
    private final boolean isAsked;

    HttpsOnly(EdgeProperties edge, Sources sources, IngressProperties ingress, MeterRegistry meters) {
        this.sources = sources;
        this.meters = meters;
        var unsaid = ingress.environment() == Environment.PRODUCTION
                && !edge.trustedProxies().isEmpty();
        this.isAsked = edge.httpsOnly() == null ? unsaid : edge.httpsOnly();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isAsked
                || isForMachinesAround(exchange)
                || sources.of(exchange.getRequest()).isSecure()) {
            return chain.filter(exchange);
        }
        meters.counter("messaging.edge.refused", "reason", "https").increment();
        return ProblemAnswer.write(exchange, ProblemKind.HTTPS_REQUIRED, null);
    }

    /** Probes and scrapers call without the proxy, and what they read no proxy lets through. */
    private static boolean isForMachinesAround(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/actuator/");
    }
}
