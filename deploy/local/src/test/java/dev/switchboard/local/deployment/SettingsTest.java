package dev.switchboard.local.deployment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.local.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The yaml of the services is the one place that declares settings. README's table and {@code .env.example} are made from
 * it: {@code mvn -pl deploy/local test -Dtest=SettingsTest -Dtest.jvm=-Dsettings.write=true} writes both anew.
 */
class SettingsTest {

    private static final Path README = Parts.ROOT.resolve("README.md");
    private static final Path EXAMPLE = Parts.ROOT.resolve(".env.example");
    private static final String FROM = "<!-- settings: made by SettingsTest -->\n";
    private static final String TO = "<!-- end of settings -->";

    /** What the launcher reads, and what somebody coming from elsewhere may look for in vain. */
    private static final List<Row> BESIDE_THE_SERVICES = List.of(
            new Row(
                    "SWITCHBOARD_PROVIDERS",
                    "by credentials",
                    "dev",
                    "`simulator` keeps the simulator in the place of every provider, whatever credentials are set."),
            new Row("JAVA_HOME", "the newest JDK found", "dev", "A JDK 25 or newer to build and run with."),
            new Row(
                    "KAFKA_SASL_JAAS_CONFIG",
                    "",
                    "all, dlt",
                    "Who we are to a secured Kafka. Any `sasl.` and `ssl.` setting of Kafka's clients is such a variable:"
                            + " `KAFKA_SASL_MECHANISM`, `KAFKA_SSL_TRUSTSTORE_LOCATION`."),
            new Row("STATUS_URL", "http://localhost:8082", "dlt", "Where a replay's plan asks what it would change."),
            new Row("DISPATCHER_URL", "http://localhost:8081", "dlt", "Where a replay's plan asks what it would send."),
            new Row(
                    "FALLBACK_URL",
                    "http://localhost:8083",
                    "dlt",
                    "Where a replay's plan asks which fallbacks would follow. Ingress is asked too, at `INGRESS_URL`."),
            new Row(
                    "SWITCHBOARD_TOKEN",
                    "",
                    "dlt",
                    "A token with dlt:replay to ask them; without it one is made where JWT_SECRET is set."),
            new Row("SWITCHBOARD_OPERATOR", "user@host", "dlt", "Who a replay is done by, for the audit."),
            new Row(
                    "REDIS_HOST",
                    "",
                    "–",
                    "Not used, because Kafka and PostgreSQL keep everything. The same holds for `REDIS_PORT` and"
                            + " `REDIS_PASSWORD`."),
            new Row("NEXTAUTH_URL", "", "–", "Not used, because nothing here runs on Next.js."),
            new Row(
                    "SENTRY_DSN",
                    "",
                    "–",
                    "Not used here: it belongs into the OpenTelemetry collector's settings. The same holds for"
                            + " `DATADOG_API_KEY`."));

    private record Row(String name, String defaultValue, String readBy, String meaning) {

        String markdown() {
            var shown = defaultValue.isEmpty() ? "–" : "`" + defaultValue + "`";
            return "| `" + name + "` | " + shown + " | " + readBy + " | " + meaning.replace("|", "\\|") + " |\n";
        }

        String environment() {
            var one = defaultValue.contains(": ") ? "" : defaultValue;
            var each = one.equals(defaultValue) ? "" : " (" + defaultValue + ")";
            return "# " + meaning.replace("`", "") + each + "\n# " + name + "=" + one + "\n";
        }
    }

    @Test
    void readmeHasARowForEverySettingThatAServiceReads() throws IOException {
        var readme = Files.readString(README);
        var table = "| Setting | Default | Read by | Meaning |\n| --- | --- | --- | --- |\n"
                + rows().map(Row::markdown).collect(joining());
        var before = readme.substring(0, readme.indexOf(FROM) + FROM.length());
        var expected = before + table + readme.substring(readme.indexOf(TO));
        assertSame(README, expected);
    }

    @Test
    void exampleEnvironmentNamesEverySetting() throws IOException {
        var expected = "# Every setting with its default; copy to .env and take away the # of what you change.\n\n"
                + rows().filter(row -> !row.readBy().equals("–"))
                        .map(Row::environment)
                        .collect(joining("\n"));
        assertSame(EXAMPLE, expected);
    }

    @Test
    void everySettingSaysWhatItMeans() {
        assertThat(rows())
                .allSatisfy(row ->
                        assertThat(row.meaning()).as(row.name()).isNotBlank().endsWith("."));
    }

    private static void assertSame(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).isEqualTo(expected);
    }

    /** A setting that several services read is one row; where their defaults differ, each says whose it is. */
    private static Stream<Row> rows() {
        Map<String, List<Read>> reads = new TreeMap<>();
        for (var part : Parts.values()) {
            for (var setting : part.settings()) {
                reads.computeIfAbsent(setting.name(), _ -> new ArrayList<>()).add(new Read(part, setting));
            }
        }
        return Stream.concat(
                        reads.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())),
                        BESIDE_THE_SERVICES.stream())
                .sorted(Comparator.comparing(Row::name));
    }

    private record Read(Parts part, Setting setting) {

        String defaultValue() {
            return setting.defaultValue();
        }
    }

    private static Row row(String name, List<Read> reads) {
        var meaning = reads.getFirst().setting().meaning();
        var readBy = reads.size() == Parts.values().length
                ? "all"
                : reads.stream().map(read -> read.part().shortName).collect(joining(", "));
        var defaults = reads.stream().map(Read::defaultValue).distinct().toList();
        var shown = defaults.size() == 1
                ? defaults.getFirst()
                : reads.stream()
                        .filter(read -> !read.defaultValue().isEmpty())
                        .map(read -> read.part().shortName + ": " + read.defaultValue())
                        .collect(joining(", "));
        return new Row(name, shown, readBy, meaning.endsWith(".") ? meaning : meaning + ".");
    }
}
