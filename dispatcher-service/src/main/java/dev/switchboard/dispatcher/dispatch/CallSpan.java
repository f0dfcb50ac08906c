package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.dispatcher.ledger.Claimed;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a call a part of the trace its request came with. */
@Component
class CallSpan {

    private final Tracer tracer;
    private final Propagator propagator;

    CallSpan(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    <T> T around(Claimed claimed, Function<@Nullable Traceparent, T> call) {
        var span = begun(claimed);
        try (var _ = tracer.withSpan(span)) {
            return call.apply(traceparent(span, claimed));
        } finally {
            span.end();
        }
    }

    private Span begun(Claimed claimed) {
        var parent = claimed.traceparent();
        Map<String, String> headers = parent == null ? Map.of() : Map.of("traceparent", parent.value());
        return propagator
                .extract(headers, Map::get)
                .name("send")
                .kind(Span.Kind.CLIENT)
                .tag("provider", claimed.provider().name())
                .tag("channel", claimed.request().channel().wireName())
                .start();
    }

    private static @Nullable Traceparent traceparent(Span span, Claimed claimed) {
        var context = span.context();
        if (context.traceId().isEmpty() || context.spanId().isEmpty()) {
            return claimed.traceparent();
        }
        return Traceparent.of(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()));
    }
}
