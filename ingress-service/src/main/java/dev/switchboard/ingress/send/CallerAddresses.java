package dev.switchboard.ingress.send;

import dev.switchboard.http.ProblemAnswer;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.ingress.edge.EdgeProperties;
import dev.switchboard.ingress.edge.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Who may call the API by where he calls from. Webhooks are not asked: providers change their addresses as they like. */
@Component
@Order(CallerAddresses.BEFORE_ACCESS)
class CallerAddresses implements WebFilter {

    static final int BEFORE_ACCESS = -200;

    private final EdgeProperties edge;
    private final Sources sources;
    private final MeterRegistry meters;

    CallerAddresses(EdgeProperties edge, Sources sources, MeterRegistry meters) {
        this.edge = edge;
        this.sources = sources;
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!SendPaths.contain(exchange)
                || edge.mayCall(sources.of(exchange.getRequest()).address())) {
            return chain.filter(exchange);
        }
        meters.counter("messaging.edge.refused", "reason", "address").increment();
        return ProblemAnswer.write(exchange, ProblemKind.ADDRESS_NOT_ALLOWED, null);
    }
}
