package dev.switchboard.ingress.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.switchboard.contracts.Topic;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What is told about the API in files: what the contracts describe already is taken from their schema. */
record Told(
        Map<String, Schema<?>> described,
        Map<String, Example> examples,
        Map<String, SecurityScheme> securitySchemes,
        Map<String, Parameter> parameters,
        String operationsJson) {

    private static final String CONTRACT = "schema/messaging.send-requests.v1.json";
    private static final String EXAMPLES = "classpath:dev/switchboard/ingress/openapi/examples/*";

    static Told fromFiles() {
        try {
            var schemas = new TreeMap<String, Schema<?>>(contract());
            schemas.putAll(schemas("{\"$defs\":" + own("schemas.json") + "}"));
            return new Told(
                    schemas,
                    exampleFiles(),
                    read("security.json", new TypeReference<>() {}),
                    read("parameters.json", new TypeReference<>() {}),
                    own("operations.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each time a new one: springdoc goes on to change what it is given. */
    Operation operation(String name) {
        return Objects.requireNonNull(operations().get(name), name);
    }

    Map<String, Operation> operations() {
        try {
            return Json31.mapper().readValue(operationsJson, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    Map<String, Schema> schemas() {
        return (Map) described;
    }

    private static Map<String, Schema<?>> contract() throws IOException {
        var schemas = schemas(text(new ClassPathResource(CONTRACT, Topic.class)));
        schemas.keySet().removeIf(name -> name.endsWith("Request"));
        return schemas;
    }

    private static Map<String, Schema<?>> schemas(String json) throws IOException {
        var moved = json.replace("#/$defs/", "#/components/schemas/");
        var defs = Json31.mapper().readTree(moved).get("$defs");
        return Json31.mapper().convertValue(defs, new TypeReference<TreeMap<String, Schema<?>>>() {});
    }

    private static Map<String, Example> exampleFiles() throws IOException {
        var examples = new TreeMap<String, Example>();
        for (var file : new PathMatchingResourcePatternResolver().getResources(EXAMPLES)) {
            var name = Objects.requireNonNull(file.getFilename());
            var isJson = name.endsWith(".json");
            var text = text(file).strip();
            var value = isJson ? Json31.mapper().readTree(text) : text;
            examples.put(name.substring(0, name.lastIndexOf('.')), new Example().value(value));
        }
        return examples;
    }

    private static <T> Map<String, T> read(String file, TypeReference<Map<String, T>> type) throws IOException {
        return Json31.mapper().readValue(own(file), type);
    }

    private static String own(String file) throws IOException {
        return text(new ClassPathResource(file, Told.class));
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8);
    }
}
