package dev.switchboard.http;

import dev.switchboard.contracts.Traceparent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** The span of a request, as the records published because of it carry it. */
public final class ServerSpan {

    private ServerSpan() {}

    /** From the exchange itself: what a thread believes to be current is not to be trusted between event loops. */
    public static @Nullable Traceparent of(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(request -> (TracingContext) request.get(TracingContext.class))
                .map(tracing -> of(tracing.getSpan()))
                .orElse(null);
    }

    public static @Nullable Traceparent of(@Nullable Span span) {
        if (span == null || span.isNoop()) {
            return null;
        }
        var context = span.context();
        return Traceparent.of(context.traceId(), context.spanId(), context.sampled() == Boolean.TRUE);
    }
}
