package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Trouble;
import dev.switchboard.ingress.edge.FailedProofs;
import dev.switchboard.ingress.edge.HttpsOnly;
import dev.switchboard.ingress.webhook.WebhookPaths.Place;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Where webhooks come in: at the server itself and beneath the web framework, whose filters, routes and observations cost
 * several times what a webhook does.
 */
@Component
class WebhookDoor implements NettyRouteProvider {

    private static final List<HttpMethod> TAKEN = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);

    private final WebhookPaths paths;
    private final WebhookFlow flow;
    private final WebhookSpans spans;
    private final HttpsOnly https;
    private final FailedProofs failures;
    private final Clock clock;

    WebhookDoor(
            List<WebhookEndpoint> endpoints,
            WebhookFlow flow,
            WebhookSpans spans,
            HttpsOnly https,
            FailedProofs failures,
            Clock clock) {
        this.paths = new WebhookPaths(endpoints);
        this.flow = flow;
        this.spans = spans;
        this.https = https;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(request -> place(request).isPresent(), this::enter);
    }

    private Optional<Place> place(HttpServerRequest request) {
        try {
            return paths.at(Target.of(request));
        } catch (IllegalArgumentException _) {
            // It is no address at all, and the web framework says so.
            return Optional.empty();
        }
    }

    private Mono<Void> enter(HttpServerRequest request, HttpServerResponse response) {
        var target = Target.of(request);
        var place = place(request).orElseThrow();
        var method = HttpMethod.valueOf(request.method().name());
        var span = spans.start(request, place.path());
        return Mono.defer(() -> answer(place.endpoint(), method, target, request, span.trace()))
                .onErrorResume(thrown -> Mono.just(Answer.of(Trouble.of(thrown, span.trace()))))
                .flatMap(answer -> {
                    spans.end(span, method, answer.status());
                    return answer.write(response, method.equals(HttpMethod.HEAD));
                });
    }

    private Mono<Answer> answer(
            WebhookEndpoint endpoint,
            HttpMethod method,
            Target target,
            HttpServerRequest request,
            @Nullable Traceparent trace) {
        if (https.refuses(request)) {
            return Mono.just(Answer.of(Trouble.of(ProblemKind.HTTPS_REQUIRED, null, trace)));
        }
        if (!TAKEN.contains(method)) {
            return Mono.error(new MethodNotAllowedException(method, TAKEN));
        }
        return Body.of(request, Math.toIntExact(endpoint.largest().toBytes()))
                .map(body -> Webhook.of(method, target, request, body, clock.instant()))
                .flatMap(webhook -> flow.answer(endpoint, webhook, trace))
                .map(answer -> hasFailed(answer) ? limited(answer, request, trace) : answer);
    }

    private static boolean hasFailed(Answer answer) {
        return answer.status().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                || answer.status().isSameCodeAs(HttpStatus.FORBIDDEN);
    }

    /** The proof has failed by now: what is authentic never comes here with such an answer. */
    private Answer limited(Answer answer, HttpServerRequest request, @Nullable Traceparent trace) {
        if (!failures.areTooMany(request)) {
            return answer;
        }
        var trouble =
                Trouble.of(ProblemKind.TOO_MANY_REQUESTS, "Too many signatures from this address were wrong.", trace);
        return Answer.of(trouble.with(HttpHeaders.RETRY_AFTER, Long.toString(failures.retryAfterSeconds())));
    }
}
