package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The doctor before a real broker and a real database. */
class DoctorIT {

    @TempDir
    private Path temporary;

    @Test
    void topicsThatAreThereAreFineAndReadersThatNeverCameAreNoted() throws Exception {
        try (var made = PutAside.onEveryTopic()) {
            var findings = findings(made.environment());

            assertThat(says(findings, "Kafka")).singleElement().asString().contains("reachable, ");
            assertThat(says(findings, "Readers"))
                    .isNotEmpty()
                    .allSatisfy(says -> assertThat(says).contains("has never read"));
            assertThat(says(findings, "PostgreSQL")).singleElement().asString().contains("no schema yet");
        }
    }

    @Test
    void topicsThatAreMissingAreNamedWithWhatToDo() {
        var asked = ask(Map.of("KAFKA_BOOTSTRAP_SERVERS", PutAside.BROKER, "KAFKA_TOPIC_PREFIX", "nowhere."), "doctor");

        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.output())
                .contains("topics are missing: nowhere.messaging.inbound.v1", "fix: start the services");
    }

    @Test
    void lettersThatAreSoonForgottenAreCounted() throws Exception {
        try (var aside = new PutAside()) {
            aside.sendRequest(0, Instant.now(), "acme", "{not json");
            aside.sendRequest(1, Instant.now(), "acme", "{not json");
            var kept = Duration.ofMillis(Stream.of(aside.topics().declarations())
                    .filter(topic -> topic.name().equals(aside.sendRequests()))
                    .mapToLong(topic -> Long.parseLong(topic.configs().get("retention.ms")))
                    .findFirst()
                    .orElseThrow());

            assertThat(says(letters(aside, kept.minusDays(2)), "Letters")).isEmpty();
            assertThat(says(letters(aside, kept.minusHours(9)), "Letters"))
                    .containsExactly("2 records of " + aside.sendRequests() + " expire within 24 h");
        }
    }

    private JsonNode letters(PutAside aside, Duration later) {
        return ask(aside.environment(), Clock.offset(Clock.systemUTC(), later), "doctor", "--json")
                .json();
    }

    @Test
    void aBrokerThatIsNotThereIsNoProblemOfTheSettings() {
        var asked = ask(
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                        "KAFKA_DEFAULT_API_TIMEOUT_MS", "500",
                        "KAFKA_REQUEST_TIMEOUT_MS", "500"),
                "doctor");

        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.output()).contains("? Kafka       localhost:1 does not answer");
    }

    private JsonNode findings(Map<String, String> environment) {
        return ask(environment, "doctor", "--json").json();
    }

    private Asked ask(Map<String, String> environment, String... arguments) {
        return ask(environment, Clock.systemUTC(), arguments);
    }

    private Asked ask(Map<String, String> environment, Clock clock, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("DATABASE_URL", Infrastructure.forTests().databaseUrl("doctor"));
        all.put("SWITCHBOARD_URL", "http://localhost:1");
        return Asked.of(all, temporary, clock, arguments);
    }

    private static List<String> says(JsonNode findings, String check) {
        return findings.valueStream()
                .filter(finding -> finding.path("check").asString().equals(check))
                .map(finding -> finding.path("says").asString())
                .toList();
    }
}
