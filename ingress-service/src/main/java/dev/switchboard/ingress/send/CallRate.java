package dev.switchboard.ingress.send;

import dev.switchboard.http.ProblemAnswer;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.ingress.edge.EdgeProperties;
import dev.switchboard.ingress.edge.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** How often one caller may call, once it is known who he is. Each instance counts for itself. */
@Component
@Order(CallRate.AFTER_ACCESS)
class CallRate implements WebFilter {

    static final int AFTER_ACCESS = 0;

    private final @Nullable Limits limits;
    private final MeterRegistry meters;

    CallRate(EdgeProperties edge, MeterRegistry meters) {
        this.limits = edge.callsPerSecond() == 0 ? null : new Limits(edge.callsPerSecond(), Duration.ofSeconds(1));
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (limits == null || !SendPaths.contain(exchange)) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty("")
                .flatMap(caller -> limits.allows(caller) ? chain.filter(exchange) : refuse(exchange, limits));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Limits exhausted) {
        meters.counter("messaging.edge.refused", "reason", "rate").increment();
        return ProblemAnswer.write(
                exchange,
                ProblemKind.TOO_MANY_REQUESTS,
                "More calls a second than one caller may make.",
                exhausted.retryAfterSeconds());
    }
}
