package dev.switchboard.ingress.webhook;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.List;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class WebhookHealth {

    private static final List<HttpMethod> LOOKED_AT = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** What a person reads who looks whether webhooks can arrive. */
    record Health(String status, String message, TreeMap<String, String> endpoints) {}

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

    private static Mono<ServerResponse> json(Health health) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(health);
    }
}
