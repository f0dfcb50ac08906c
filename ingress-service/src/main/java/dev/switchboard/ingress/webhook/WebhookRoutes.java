package dev.switchboard.ingress.webhook;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import dev.switchboard.contracts.Wire;
import dev.switchboard.http.Problem;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.ServerSpan;
import dev.switchboard.ingress.edge.FailedProofs;
import java.util.List;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class WebhookRoutes {

    private static final List<HttpMethod> TAKEN = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);

    private static final List<HttpMethod> LOOKED_AT = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** What a person reads who looks whether webhooks can arrive. */
    record Health(String status, String message, TreeMap<String, String> endpoints) {}

    @Bean
    RouterFunction<ServerResponse> webhooks(List<WebhookEndpoint> endpoints, WebhookFlow flow, FailedProofs failures) {
        var routes = RouterFunctions.route();
        for (var endpoint : endpoints) {
            for (var path : endpoint.paths().values()) {
                var reached = path(path).and(methods(TAKEN.toArray(HttpMethod[]::new)));
                routes.route(
                        reached,
                        request ->
                                flow.answer(endpoint, request).flatMap(answer -> limited(answer, request, failures)));
                routes.route(path(path), request -> Mono.error(new MethodNotAllowedException(request.method(), TAKEN)));
            }
        }
        return routes.build();
    }

    @Bean
    RouterFunction<ServerResponse> health(List<WebhookEndpoint> endpoints) {
        var paths = new TreeMap<String, String>();
        endpoints.forEach(endpoint -> paths.putAll(endpoint.paths()));
        var health = new Health("ok", "Webhook endpoints are active", paths);
        return RouterFunctions.route()
                .GET("/api/health", _ -> json(health))
                .GET("/api/webhooks/health", _ -> json(health))
                .route(
                        path("/api/health").or(path("/api/webhooks/health")),
                        request -> Mono.error(new MethodNotAllowedException(request.method(), LOOKED_AT)))
                .build();
    }

    /** The proof has failed by now: what is authentic never comes here with such an answer. */
    private static Mono<ServerResponse> limited(ServerResponse answer, ServerRequest request, FailedProofs failures) {
        var status = answer.statusCode().value();
        var hasFailed = status == HttpStatus.UNAUTHORIZED.value() || status == HttpStatus.FORBIDDEN.value();
        if (!hasFailed || !failures.areTooMany(request.exchange().getRequest())) {
            return Mono.just(answer);
        }
        var problem = Problem.of(
                ProblemKind.TOO_MANY_REQUESTS,
                "Too many signatures from this address were wrong.",
                ServerSpan.of(request.exchange()));
        return ServerResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(failures.retryAfterSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(Wire.write(problem));
    }

    private static Mono<ServerResponse> json(Health health) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(health);
    }
}
