package dev.switchboard.ingress.openapi;

import dev.switchboard.ingress.webhook.WebhookEndpoint;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * springdoc finds what can be called; what it means stands in the files beside these classes, by the name of the method.
 * A path that is no method (webhooks, health) is put in here.
 */
@Configuration(proxyBeanMethods = false)
class ApiReference {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Switchboard: sending and webhooks")
                        .version("1")
                        .description("Messages are sent and webhooks arrive here. What became of a message is"
                                + " told by the status service, under the same public origin."))
                .servers(List.of(new Server().url("/")))
                .components(new Components());
    }

    @Bean
    OpenApiCustomizer described(List<WebhookEndpoint> endpoints) {
        var told = Told.fromFiles();
        return api -> {
            api.components(new Components()
                    .schemas(told.schemas())
                    .examples(told.examples())
                    .parameters(told.parameters())
                    .securitySchemes(told.securitySchemes())
                    .responses(Refusals.byStatus()));
            var paths = api.getPaths();
            paths.values().forEach(path -> path.readOperations().forEach(found -> describe(found, told.operations())));
            endpoints.stream()
                    .sorted(Comparator.comparing(endpoint -> endpoint.paths().toString()))
                    .forEach(endpoint -> webhook(paths, endpoint, told));
            List.of("/api/health", "/api/webhooks/health")
                    .forEach(path -> paths.addPathItem(path, new PathItem().get(told.operation("health"))));
        };
    }

    private static void describe(Operation found, Map<String, Operation> operations) {
        var meaning = operations.get(found.getOperationId());
        if (meaning != null) {
            found.tags(meaning.getTags())
                    .summary(meaning.getSummary())
                    .description(meaning.getDescription())
                    .security(meaning.getSecurity())
                    .parameters(meaning.getParameters())
                    .requestBody(meaning.getRequestBody())
                    .responses(meaning.getResponses());
        }
    }

    private static void webhook(Paths paths, WebhookEndpoint endpoint, Told told) {
        var provider = endpoint.provider().name();
        endpoint.paths().values().stream()
                .sorted()
                .forEach(path -> paths.addPathItem(
                        path,
                        new PathItem()
                                .get(told.operation("look-" + provider))
                                .post(told.operation("webhook-" + provider))));
    }
}
