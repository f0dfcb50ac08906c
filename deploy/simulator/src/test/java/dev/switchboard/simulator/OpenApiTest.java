package dev.switchboard.simulator;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {
    private static final RunningSimulator SIMULATOR = new RunningSimulator("http://127.0.0.1:1");
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    /** What people read, and not programs. */
    private static final List<String> PAGES =
            List.of("/", "/phone", "/phone/phone.css", "/phone/phone.js", "/openapi.yaml", "/error");

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void describesExactlyWhatIsThere() {
        var there = SIMULATOR
                .mappings()
                .filter(mapping -> PAGES.stream().noneMatch(page -> mapping.endsWith(" " + page)))
                .collect(toCollection(TreeSet::new));

        assertThat(described()).isEqualTo(there);
    }

    @Test
    void everyOperationHasANameOfItsOwnAndASummary() {
        var operations = paths().values().stream()
                .flatMap(path -> METHODS.stream().filter(path::containsKey).map(method -> map(path.get(method))))
                .toList();

        assertThat(operations)
                .extracting(operation -> operation.get("operationId"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation).containsKeys("summary", "responses", "tags"));
        assertThat(SIMULATOR.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
    }

    private static TreeSet<String> described() {
        return paths().entrySet().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::containsKey)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(toCollection(TreeSet::new));
    }

    private static Map<String, Map<String, Object>> paths() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        map(map(new Yaml().load(SIMULATOR.get("/openapi.yaml").body())).get("paths"))
                .forEach((path, item) -> paths.put(path, map(item)));
        return paths;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
