package dev.switchboard.status.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * springdoc finds what can be called and what it answers; what it means stands in {@code operations.json}, by method and
 * path.
 */
@Configuration(proxyBeanMethods = false)
class ApiReference {

    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final Map<String, String> REFUSALS = Map.of(
            "400", "A parameter or the body cannot be understood; errors[] names it.",
            "401", "A valid token or API key is needed.",
            "403", "The token's scope does not allow this.",
            "404", "There is no such thing.",
            "409", "Understood, and not possible now.",
            "503", "The database or the broker does not answer; ask again.");

    /** What one operation means. */
    record Meaning(
            String summary,
            @Nullable String description,
            String scope,
            List<String> refusals,
            @Nullable Map<String, Object> examples) {}

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Switchboard: the state of messages")
                        .version("1")
                        .description(
                                "What became of every message, the inbox, calls and gateway sessions. Without the scope"
                                        + " messages:reveal numbers are masked, and names and texts left out."))
                .servers(List.of(new Server().url("/")))
                .components(new Components());
    }

    @Bean
    OpenApiCustomizer described() throws IOException {
        var json = new ClassPathResource("operations.json", ApiReference.class).getContentAsByteArray();
        return api -> {
            var meanings = read(json);
            api.getComponents()
                    .addSecuritySchemes(
                            "token",
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .bearerFormat("JWT"))
                    .addSecuritySchemes(
                            "key",
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.HEADER)
                                    .name("x-api-key"))
                    .addSchemas("Problem", problem());
            // What a provider or another service said is passed on as it is.
            api.getComponents().addSchemas("JsonNode", new Schema<>().description("Any JSON."));
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap()
                            .forEach((method, operation) -> describe(operation, meaning(meanings, method, path))));
        };
    }

    private static Map<String, Meaning> read(byte[] json) {
        try {
            return Json31.mapper().readValue(json, new TypeReference<Map<String, Meaning>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operation that nobody explained must not go out. */
    private static Meaning meaning(Map<String, Meaning> meanings, PathItem.HttpMethod method, String path) {
        return Objects.requireNonNull(meanings.get(method + " " + path), method + " " + path);
    }

    private static void describe(Operation operation, Meaning meaning) {
        operation
                .summary(meaning.summary())
                .description(meaning.description())
                .security(List.of(
                        new SecurityRequirement().addList("token", meaning.scope()),
                        new SecurityRequirement().addList("key", meaning.scope())));
        meaning.refusals().forEach(status -> operation.getResponses().addApiResponse(status, refusal(status)));
        var examples = meaning.examples();
        if (examples != null) {
            operation.getRequestBody().setContent(new Content().addMediaType("application/json", examples(examples)));
        }
    }

    private static MediaType examples(Map<String, Object> examples) {
        var type = new MediaType().schema(new Schema<>().type("object"));
        examples.forEach((name, value) -> type.addExamples(name, new Example().value(value)));
        return type;
    }

    private static ApiResponse refusal(String status) {
        return new ApiResponse()
                .description(REFUSALS.get(status))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json", new MediaType().schema(new Schema<>().$ref(PROBLEM))));
    }

    private static Schema<?> problem() {
        return new Schema<>()
                .type("object")
                .addProperty("type", new Schema<>().type("string").format("uri"))
                .addProperty("title", new Schema<>().type("string"))
                .addProperty("status", new Schema<>().type("integer"))
                .addProperty("detail", new Schema<>().type("string"))
                .addProperty("traceId", new Schema<>().type("string"))
                .addProperty(
                        "errors",
                        new Schema<>()
                                .type("array")
                                .items(new Schema<>()
                                        .type("object")
                                        .addProperty("pointer", new Schema<>().type("string"))
                                        .addProperty("reason", new Schema<>().type("string"))))
                .required(List.of("type", "title", "status", "detail"));
    }
}
