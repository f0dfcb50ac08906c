package dev.switchboard.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Prometheus is not at hand, so the rules are read and held against the code that makes the metrics, and the runbook. */
class AlertsTest {

    private static final Path RULES = Parts.ROOT.resolve("deploy/prometheus/alerts.yml");
    private static final Path RUNBOOK = Parts.ROOT.resolve("deploy/RUNBOOK.md");
    private static final Pattern METER = Pattern.compile("\"(messaging\\.[a-z.]+)\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w*\\()");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern DURATION = Pattern.compile("\\d+[smhdw]");

    /** Words of PromQL that are no metrics. */
    private static final Set<String> WORDS = Set.of(
            "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "offset", "bool");

    /** What the libraries in use measure by themselves. */
    private static final Set<String> OF_LIBRARIES = Set.of("kafka_consumer_fetch_manager_records_lag_max", "up");

    private static final List<String> SEVERITIES = List.of("page", "ticket");

    record Alert(String name, String expression, String severity, String summary, String runbook) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void asksForMetricsThatTheServicesMake(Alert alert) {
        var plain = alert.expression()
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "");
        var named = NAME.matcher(DURATION.matcher(plain).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .toList();
        assertThat(named).isNotEmpty();
        assertThat(metrics()).containsAll(named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void leadsToASectionOfTheRunbook(Alert alert) {
        assertThat(alert.summary()).endsWith(".");
        assertThat(alert.severity()).isIn(SEVERITIES);
        assertThat(sections().map(section -> "deploy/RUNBOOK.md#" + section)).contains(alert.runbook());
    }

    /** Counters get their ending from Prometheus; what kind a meter is does not show in its name. */
    private static Set<String> metrics() {
        var metrics = new TreeSet<>(OF_LIBRARIES);
        for (var meter : meters()) {
            var name = meter.replace('.', '_');
            metrics.addAll(List.of(name, name + "_total", name + "_seconds", name + "_seconds_bucket"));
        }
        return metrics;
    }

    private static Set<String> meters() {
        return Stream.concat(Arrays.stream(Parts.values()).map(part -> part.folder), Stream.of("common-contracts"))
                .map(folder -> Parts.ROOT.resolve(folder).resolve("src/main/java"))
                .flatMap(AlertsTest::sources)
                .flatMap(source -> METER.matcher(Parts.text(source)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the links of rendered Markdown name them. */
    private static Stream<String> sections() {
        return HEADING.matcher(Parts.text(RUNBOOK))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'));
    }

    static Stream<Alert> alerts() {
        Map<String, Object> file = new Yaml().load(Parts.text(RULES));
        return list(file.get("groups")).stream()
                .flatMap(group -> list(group.get("rules")).stream())
                .map(AlertsTest::alert);
    }

    private static Alert alert(Map<String, Object> rule) {
        Map<String, Object> labels = map(rule.get("labels"));
        Map<String, Object> annotations = map(rule.get("annotations"));
        return new Alert(
                rule.get("alert").toString(),
                rule.get("expr").toString(),
                labels.get("severity").toString(),
                annotations.get("summary").toString(),
                annotations.get("runbook").toString());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
