package dev.switchboard.http;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * springdoc finds what can be called and what it answers; what it means is told in OpenAPI's own words, in a file of the
 * service. Where both say something the file is right, and what only the file knows is added. Who may call and what a refusal
 * looks like is the same everywhere and stands here.
 *
 * @param told each time a new one: springdoc goes on to change what it is given
 */
public record ApiReference(Supplier<OpenAPI> told) implements OpenApiCustomizer {

    public static ApiReference of(Resource file) {
        return new ApiReference(() -> read(file));
    }

    public static OpenAPI read(Resource file) {
        try (var bytes = file.getInputStream()) {
            return Json31.mapper().readValue(bytes, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        var service = told.get();
        api.info(service.getInfo()).servers(service.getServers());
        add(
                api.getComponents(),
                read(new ClassPathResource("common.json", ApiReference.class)).getComponents());
        api.getComponents().responses(Refusals.byStatus());
        if (service.getComponents() != null) {
            add(api.getComponents(), service.getComponents());
        }
        service.getPaths().forEach((path, item) -> api.getPaths().merge(path, item, ApiReference::described));
        forgetSchemasNobodyNames(api);
    }

    private static PathItem described(PathItem found, PathItem told) {
        told.readOperationsMap().forEach((method, meaning) -> {
            var operation = found.readOperationsMap().get(method);
            if (operation == null) {
                found.operation(method, meaning);
            } else {
                describe(operation, meaning);
            }
        });
        return found;
    }

    private static void describe(Operation found, Operation told) {
        found.tags(told.getTags())
                .summary(told.getSummary())
                .description(told.getDescription())
                .security(told.getSecurity());
        if (told.getParameters() != null) {
            found.parameters(told.getParameters());
        }
        if (told.getRequestBody() != null) {
            found.requestBody(told.getRequestBody());
        }
        told.getResponses().forEach(found.getResponses()::addApiResponse);
    }

    private static void add(Components all, Components more) {
        each(more.getSchemas(), all::addSchemas);
        each(more.getSecuritySchemes(), all::addSecuritySchemes);
        each(more.getParameters(), all::addParameters);
        each(more.getExamples(), all::addExamples);
    }

    private static <T> void each(@Nullable Map<String, T> things, BiConsumer<String, T> add) {
        if (things != null) {
            things.forEach(add);
        }
    }

    /** Where the file describes an answer itself, what was found for it is no longer asked for. */
    @SuppressWarnings("rawtypes")
    private static void forgetSchemasNobodyNames(OpenAPI api) {
        var schemas = new TreeMap<String, Schema>(api.getComponents().getSchemas());
        boolean isSmaller;
        do {
            api.getComponents().schemas(schemas);
            var text = Json31.mapper().valueToTree(api).toString();
            isSmaller = schemas.keySet().removeIf(name -> !text.contains("\"#/components/schemas/" + name + "\""));
        } while (isSmaller);
    }
}
