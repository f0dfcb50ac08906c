package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.http.ServerSpan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerRequest;

/** Spans and times of webhooks, under the names the web framework gives those of other requests. */
@Component
class WebhookSpans {

    private final Propagator propagator;
    private final MeterRegistry meters;
    private final boolean areExported;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String path, HttpMethod method, HttpStatusCode status) {}

    WebhookSpans(Propagator propagator, MeterRegistry meters, ObjectProvider<SpanExporter> exporters) {
        this.propagator = propagator;
        this.meters = meters;
        this.areExported = exporters.stream().findAny().isPresent();
    }

    /** A span that goes nowhere is two numbers: it is not made. */
    Running start(HttpServerRequest request, String path) {
        if (!areExported) {
            return new Running(null, next(request.requestHeaders().get("traceparent")), path, System.nanoTime());
        }
        var span = propagator
                .extract(request.requestHeaders(), HttpHeaders::get)
                .kind(Span.Kind.SERVER)
                .name("http " + request.method().name() + " " + path)
                .start();
        return new Running(span, ServerSpan.of(span), path, System.nanoTime());
    }

    private static Traceparent next(@Nullable String caller) {
        var received = Traceparent.parse(caller);
        var traceId = received == null ? digits() + digits() : received.traceId();
        return Traceparent.of(traceId, digits(), received != null && received.isSampled());
    }

    /** Zero is none. */
    private static String digits() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }

    /** @param trace as the records published because of it carry it */
    record Running(@Nullable Span span, @Nullable Traceparent trace, String path, long begin) {}

    void end(Running running, HttpMethod method, HttpStatusCode status) {
        timers.computeIfAbsent(new Kind(running.path, method, status), this::timer)
                .record(System.nanoTime() - running.begin, TimeUnit.NANOSECONDS);
        if (running.span != null) {
            running.span.tag("status", status.value()).end();
        }
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .tags("uri", kind.path, "method", kind.method.name(), "status", Integer.toString(kind.status.value()))
                .tags("outcome", outcome(kind.status), "exception", "none", "error", "none")
                .register(meters);
    }

    private static String outcome(HttpStatusCode status) {
        if (status.is2xxSuccessful()) {
            return "SUCCESS";
        }
        return status.is4xxClientError() ? "CLIENT_ERROR" : "SERVER_ERROR";
    }
}
