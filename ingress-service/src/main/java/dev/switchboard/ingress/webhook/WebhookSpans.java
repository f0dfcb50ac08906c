package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.http.ServerSpan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerRequest;

/** Spans and times of webhooks, under the names the web framework gives those of other requests. */
@Component
class WebhookSpans {

    private final Propagator propagator;
    private final MeterRegistry meters;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String path, HttpMethod method, HttpStatusCode status) {}

    WebhookSpans(Propagator propagator, MeterRegistry meters) {
        this.propagator = propagator;
        this.meters = meters;
    }

    Running start(HttpServerRequest request, String path) {
        var span = propagator
                .extract(request.requestHeaders(), HttpHeaders::get)
                .kind(Span.Kind.SERVER)
                .name("http " + request.method().name() + " " + path)
                .start();
        return new Running(span, path, System.nanoTime());
    }

    final class Running {

        private final Span span;
        private final String path;
        private final long begin;

        private Running(Span span, String path, long begin) {
            this.span = span;
            this.path = path;
            this.begin = begin;
        }

        /** As the records published because of it carry it. */
        @Nullable
        Traceparent trace() {
            return ServerSpan.of(span);
        }

        void end(HttpMethod method, HttpStatusCode status) {
            timers.computeIfAbsent(new Kind(path, method, status), WebhookSpans.this::timer)
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
            span.tag("status", status.value());
            span.end();
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
