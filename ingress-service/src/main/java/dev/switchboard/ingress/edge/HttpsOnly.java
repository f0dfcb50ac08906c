package dev.switchboard.ingress.edge;

import dev.switchboard.http.ProblemAnswer;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.IngressProperties.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Whoever comes without https hears so. He is not sent on: what he had to say went over the wire in the clear already. */
@Component
@Order(HttpsOnly.BEFORE_ACCESS)
public class HttpsOnly implements WebFilter {

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
        if (isForMachinesAround(exchange) || !refuses(() -> sources.of(exchange.getRequest()))) {
            return chain.filter(exchange);
        }
        return ProblemAnswer.write(exchange, ProblemKind.HTTPS_REQUIRED, null);
    }

    /** For what does not come through this filter. */
    public boolean refuses(HttpServerRequest request) {
        return refuses(() -> sources.of(request));
    }

    private boolean refuses(Supplier<Source> source) {
        if (!isAsked || source.get().isSecure()) {
            return false;
        }
        meters.counter("messaging.edge.refused", "reason", "https").increment();
        return true;
    }

    /** Probes and scrapers call without the proxy, and what they read no proxy lets through. */
    private static boolean isForMachinesAround(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/actuator/");
    }
}
