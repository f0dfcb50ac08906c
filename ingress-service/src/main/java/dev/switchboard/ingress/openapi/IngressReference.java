package dev.switchboard.ingress.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.switchboard.contracts.Topic;
import dev.switchboard.http.ApiReference;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Beside what is told of sending: the webhooks, which are no methods to be found, and what the contracts describe already,
 * taken from their schema.
 */
@Configuration(proxyBeanMethods = false)
class IngressReference {

    private static final String CONTRACT = "schema/messaging.send-requests.v1.json";
    private static final String EXAMPLES = "classpath:dev/switchboard/ingress/openapi/examples/*";

    @Bean
    ApiReference apiReference(List<WebhookEndpoint> endpoints) {
        return new ApiReference(() -> told(endpoints));
    }

    private static OpenAPI told(List<WebhookEndpoint> endpoints) {
        try {
            var api = ApiReference.read(own("api.json"));
            var components = api.getComponents();
            contract().forEach((name, schema) -> components.getSchemas().putIfAbsent(name, schema));
            for (var file : new PathMatchingResourcePatternResolver().getResources(EXAMPLES)) {
                var name = Objects.requireNonNull(file.getFilename());
                components.addExamples(name.substring(0, name.lastIndexOf('.')), example(name, text(file)));
            }
            for (var endpoint : endpoints) {
                for (var path : endpoint.paths().values()) {
                    api.getPaths().addPathItem(path, webhook(endpoint.provider().name()));
                }
            }
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each time read anew: an operation stands in one place. */
    private static PathItem webhook(String provider) throws IOException {
        var operations =
                Json31.mapper().readValue(text(own("webhooks.json")), new TypeReference<Map<String, Operation>>() {});
        return new PathItem().get(operations.get("look-" + provider)).post(operations.get("webhook-" + provider));
    }

    private static Map<String, Schema<?>> contract() throws IOException {
        var json = text(new ClassPathResource(CONTRACT, Topic.class)).replace("#/$defs/", "#/components/schemas/");
        var defs = Json31.mapper().readTree(json).get("$defs");
        return Json31.mapper().convertValue(defs, new TypeReference<TreeMap<String, Schema<?>>>() {});
    }

    private static Example example(String name, String text) throws IOException {
        return new Example().value(name.endsWith(".json") ? Json31.mapper().readTree(text) : text);
    }

    private static Resource own(String file) {
        return new ClassPathResource(file, IngressReference.class);
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8).strip();
    }
}
