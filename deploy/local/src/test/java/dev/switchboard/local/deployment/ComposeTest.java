package dev.switchboard.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.local.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** No container engine runs here, so the files are read instead and held against the code they would start. */
class ComposeTest {

    private static final Map<String, Object> COMPOSE =
            new Yaml().load(Parts.text(Parts.ROOT.resolve("docker-compose.yml")));
    private static final String DOCKERFILE = Parts.text(Parts.ROOT.resolve("deploy/docker/Dockerfile"));

    @Test
    void runsExactlyThePartsOfDev() {
        var parts = Arrays.stream(Parts.values()).map(part -> part.shortName).collect(Collectors.toSet());
        parts.addAll(List.of("kafka", "postgres"));
        assertThat(services().keySet()).isEqualTo(parts);
    }

    @ParameterizedTest
    @EnumSource
    void publishesThePortThatThePartListensOn(Parts part) {
        assertThat(part.settings())
                .filteredOn(setting -> setting.name().equals("PORT"))
                .singleElement()
                .extracting(Setting::defaultValue)
                .isEqualTo(Integer.toString(part.port));
        assertThat(service(part).get("ports")).isEqualTo(List.of(part.port + ":" + part.port));
    }

    @ParameterizedTest
    @EnumSource
    void setsNoVariableThatThePartDoesNotRead(Parts part) {
        var read = part.settings().stream().map(Setting::name).collect(Collectors.toSet());
        assertThat(read).containsAll(environment(part.shortName).keySet());
    }

    @ParameterizedTest
    @EnumSource
    void checksTheHealthOfEveryPartOnItsOwnPort(Parts part) {
        assertThat(service(part).get("healthcheck").toString()).contains("/dev/tcp/127.0.0.1/" + part.port);
    }

    @ParameterizedTest
    @EnumSource
    void buildsEveryPartFromTheOneDockerfile(Parts part) {
        var build = map(service(part).get("build"));
        assertThat(build.get("dockerfile")).isEqualTo("deploy/docker/Dockerfile");
        var arguments = map(build.get("args"));
        var module = arguments.getOrDefault("MODULE", arguments.get("SERVICE"));
        assertThat(module).isEqualTo(part.folder);
        assertThat(Parts.text(Parts.ROOT.resolve(part.folder).resolve("pom.xml")))
                .contains("<artifactId>" + arguments.get("SERVICE") + "</artifactId>")
                .contains("spring-boot-maven-plugin");
    }

    @Test
    void dockerfileTakesTheJarThatTheBuildMakesAndDoesNotRunAsRoot() {
        assertThat(DOCKERFILE).contains("${MODULE}/target/${SERVICE}-exec.jar").contains("USER 10001");
        assertThat(Parts.text(Parts.ROOT.resolve("pom.xml"))).contains("<classifier>exec</classifier>");
    }

    @Test
    void makesTheDatabasesThatTheServicesOpen() {
        var made = Pattern.compile("CREATE DATABASE (\\w+);")
                .matcher(Parts.text(Parts.ROOT.resolve("deploy/docker/databases.sql")))
                .results()
                .map(result -> result.group(1));
        var opened = Arrays.stream(Parts.values())
                .map(part -> environment(part.shortName).get("DATABASE_URL"))
                .filter(url -> url != null)
                .map(url -> url.toString().replaceFirst(".*/", ""));
        assertThat(made.toList()).containsExactlyInAnyOrderElementsOf(opened.toList());
    }

    @Test
    void runsTheBrokerThatTheClientsAreMadeForAndLetsOnlyTheServicesNameTopics() {
        var kafka = map(services().get("kafka"));
        assertThat(kafka.get("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        assertThat(map(kafka.get("environment")).get("KAFKA_AUTO_CREATE_TOPICS_ENABLE"))
                .isEqualTo("false");
        assertThat(Parts.text(Parts.ROOT.resolve("docker-compose.yml"))).doesNotContain("messaging.");
    }

    @Test
    void keepsWhatMustBeKeptInDeclaredVolumes() {
        assertThat(map(COMPOSE.get("volumes")).keySet()).containsExactlyInAnyOrder("kafka", "postgres", "spool");
        assertThat(map(services().get("kafka")).get("volumes").toString()).contains("kafka:");
        assertThat(map(services().get("postgres")).get("volumes").toString()).contains("postgres:");
        assertThat(map(services().get("ingress")).get("volumes").toString()).contains("spool:");
    }

    private static Map<String, Object> services() {
        return map(COMPOSE.get("services"));
    }

    private static Map<String, Object> service(Parts part) {
        return map(services().get(part.shortName));
    }

    private static Map<String, Object> environment(String service) {
        return map(map(services().get(service)).get("environment"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
