package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What an operator asks about dead letters, as it is typed, and what is answered. */
class DeadLettersIT {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final String NO_RECIPIENT =
            "{\"messageId\":\"%s\",\"channel\":\"whatsapp\",\"content\":{\"type\":\"text\",\"body\":\"Private words\"}}";

    private PutAside putAside;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        putAside = new PutAside();
    }

    @AfterEach
    void end() {
        putAside.close();
    }

    @Test
    void anEmptyShelfIsGoodNews() {
        assertThat(ask("dlt", "list")).isEqualTo(new Answer(0, "No dead letters.\n", ""));
        assertThat(ask("dlt", "groups").exit()).isZero();
    }

    @Test
    void theListSaysWhereHowManySinceWhenAndWhy() {
        putAsideThree();

        var list = ask("dlt", "list");
        assertThat(list.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(list.output().lines().toList()).hasSize(3);
        assertThat(list.output())
                .containsPattern(putAside.sendRequests() + "  2 +0 +0 +0 +2026-11-21T01:00:00Z  invalid: .*\\bto\\b")
                .containsPattern(putAside.statuses() + " +1 +0 +0 +0 +2026-11-21T02:30:00Z  undecodable: not JSON");

        var json = ask("dlt", "list", "--json").json();
        assertThat(json).hasSize(2);
        assertThat(json.get(1).get("count").intValue()).isEqualTo(2);
        assertThat(json.get(1).get("parked").booleanValue()).isFalse();
    }

    @Test
    void whatFailedAlikeIsOneGroup() {
        putAsideThree();

        var groups = ask("dlt", "groups", putAside.sendRequests(), "--json").json();
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("count").intValue()).isEqualTo(2);
        assertThat(groups.get(0).get("first").stringValue()).isEqualTo("2026-11-21T01:00:00Z");
        assertThat(groups.get(0).get("last").stringValue()).isEqualTo("2026-11-21T02:00:00Z");
        assertThat(ask("dlt", "groups").output()).contains("COUNT", "EXAMPLE", putAside.sendRequests() + "/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --where | cause==undecodable                                | 1
        --where | cause!=undecodable                                | 2
        --where | header.x-tenant==acme                             | 1
        --where | header.x-tenant!=acme                             | 2
        --where | value.channel=~^whats                             | 2
        --where | value.content.body=~words && header.x-tenant=~glo | 1
        --where | reason=~(?i)json                                  | 1
        --since | 45m                                               | 1
        --since | 2026-11-21T02:00:00Z                              | 2
        --until | 2026-11-21T02:00:00Z                              | 1
        """)
    void aSelectionNarrowsThemDown(String option, String operand, int expected) {
        putAsideThree();

        var groups = ask("dlt", "groups", "--json", option, operand).json();
        var found = StreamSupport.stream(groups.spliterator(), false)
                .mapToInt(group -> group.get("count").intValue())
                .sum();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void oneIsShownWithItsOriginAndItsContentOnlyOnRequest() {
        putAsideThree();
        var example = ask("dlt", "groups", "--json", "--where", "header.x-tenant==acme")
                .json()
                .get(0)
                .get("example")
                .stringValue();
        var position = putAside.sendRequests() + "/" + example;

        var shown = ask("dlt", "show", position);
        assertThat(shown.exit()).isZero();
        assertThat(shown.output())
                .contains(
                        "ORIGIN", "messaging.send-requests.v1/0@1000", "x-tenant", "acme", "kafka_dlt-original-offset")
                .doesNotContain("Private words");
        assertThat(ask("dlt", "show", position, "--payload").output()).contains("Private words");

        var json = ask("dlt", "show", position, "--json").json();
        assertThat(json.get("headers").get("kafka_dlt-original-offset").stringValue())
                .isEqualTo("1000");
        assertThat(json.get("headers").get("kafka_dlt-original-partition").stringValue())
                .isEqualTo("0");
        assertThat(json.get("key").stringValue()).isEqualTo("key-1");
        assertThat(json.has("payload")).isFalse();
    }

    @Test
    void anExportHoldsEveryByteAndNeverOverwrites() throws Exception {
        putAsideThree();
        var file = folder.resolve("letters.jsonl");

        var exported = ask("dlt", "export", putAside.statuses(), "-o", file.toString());
        assertThat(exported).isEqualTo(new Answer(0, "1 records in " + file + "\n", ""));
        var line = JsonMapper.shared().readTree(Files.readAllLines(file).getFirst());
        assertThat(new String(line.get("value").binaryValue())).isEqualTo("{not json");
        assertThat(line.get("headers").findValuesAsString("name")).contains("x-dlt-cause", "kafka_dlt-original-topic");

        var again = ask("dlt", "export", putAside.statuses(), "-o", file.toString());
        assertThat(again.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(again.errors()).contains("exists already");
    }

    @Test
    void newOnesAreToldAsTheyCome() throws Exception {
        var output = new StringWriter();
        var errors = new StringWriter();
        var tail =
                Thread.ofPlatform().start(() -> Answer.to(output, errors, NOW, putAside.environment(), "dlt", "tail"));
        await().atMost(Duration.ofSeconds(30)).until(() -> errors.toString().contains("Following"));
        putAside.status(NOW, "{not json");
        await().atMost(Duration.ofSeconds(30)).until(() -> output.toString().contains(putAside.statuses() + "/1@0"));
        assertThat(output.toString()).startsWith("2026-11-21T03:00:00Z").contains("undecodable: not JSON");
        tail.interrupt();
        tail.join();
    }

    @Test
    void everyCommandTellsItsVersion() {
        assertThat(ask("dlt", "-V").output()).startsWith("switchboard ");
        assertThat(ask("dlt", "replay", "--version").output()).startsWith("switchboard ");
    }

    @Test
    void aMistakeIsNamed() {
        putAsideThree();
        assertThat(refused("dlt", "show", "here")).contains("\"here\" is not TOPIC/PARTITION@OFFSET");
        assertThat(refused("dlt", "show", putAside.statuses() + "/1@7")).contains("the partition has 0 to 0");
        assertThat(refused("dlt", "show", putAside.statuses() + "/0@0")).contains("the partition is empty");
        assertThat(refused("dlt", "show", putAside.statuses() + "/9@0")).contains("no such partition");
        assertThat(refused("dlt", "groups", "messaging.nothing.dlt")).contains("There is no dead-letter topic");
        assertThat(refused("dlt", "groups", "--where", "colour==red")).contains("there is no field colour");
        assertThat(refused("dlt", "groups", "--where", "cause=~[")).contains("not a regular expression");
        assertThat(refused("dlt", "groups", "--since", "yesterday")).contains("\"yesterday\" is neither");
        assertThat(refused("dlt", "export", putAside.statuses())).contains("-o");
    }

    @Test
    void aBrokerThatIsNotThereIsSaidInOneSentence() {
        var environment = new HashMap<>(putAside.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
        environment.put("KAFKA_DEFAULT_API_TIMEOUT_MS", "500");
        environment.put("KAFKA_REQUEST_TIMEOUT_MS", "500");
        var answer = Answer.to(NOW, environment, "dlt", "list");
        assertThat(answer.exit()).isEqualTo(ExitCode.CANNOT_REACH);
        assertThat(answer.errors().lines()).singleElement().asString().contains("localhost:1 does not answer");
    }

    /** Two send requests without a recipient, of two tenants, an hour apart; half an hour later a status that is not JSON. */
    private void putAsideThree() {
        putAside.sendRequest(0, NOW.minus(Duration.ofHours(2)), "acme", NO_RECIPIENT.formatted(UUID.randomUUID()));
        putAside.sendRequest(1, NOW.minus(Duration.ofHours(1)), "globex", NO_RECIPIENT.formatted(UUID.randomUUID()));
        putAside.status(NOW.minus(Duration.ofMinutes(30)), "{not json");
    }

    private String refused(String... arguments) {
        var answer = ask(arguments);
        assertThat(answer.exit()).as(List.of(arguments).toString()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.errors()).doesNotContain("\tat ");
        return answer.errors();
    }

    private Answer ask(String... arguments) {
        return Answer.to(NOW, putAside.environment(), arguments);
    }
}
