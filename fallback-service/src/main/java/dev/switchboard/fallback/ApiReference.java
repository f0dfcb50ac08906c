package dev.switchboard.fallback;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** springdoc finds what can be called; what it means stands in {@code api.json}, under the same path. */
@Configuration(proxyBeanMethods = false)
class ApiReference {

    @Bean
    OpenAPI openApi() {
        var told = told();
        return new OpenAPI().info(told.getInfo()).servers(told.getServers());
    }

    @Bean
    OpenApiCustomizer described() {
        return api -> {
            var told = told();
            api.components(told.getComponents());
            api.getPaths()
                    .forEach((path, found) -> describe(found, told.getPaths().get(path)));
        };
    }

    private static void describe(PathItem found, @Nullable PathItem told) {
        if (told != null) {
            found.readOperationsMap()
                    .forEach((method, operation) ->
                            describe(operation, told.readOperationsMap().get(method)));
        }
    }

    private static void describe(Operation found, @Nullable Operation told) {
        if (told != null) {
            found.tags(told.getTags())
                    .summary(told.getSummary())
                    .description(told.getDescription())
                    .security(told.getSecurity())
                    .parameters(told.getParameters())
                    .requestBody(told.getRequestBody())
                    .responses(told.getResponses());
        }
    }

    /** Each time a new one: springdoc goes on to change what it is given. */
    private static OpenAPI told() {
        try (var file = new ClassPathResource("api.json", ApiReference.class).getInputStream()) {
            return Json31.mapper().readValue(file, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
