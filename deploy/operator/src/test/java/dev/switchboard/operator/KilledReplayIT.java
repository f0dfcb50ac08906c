package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay that ends in the midst of it goes on where it was, whoever ended it. */
@Timeout(180)
class KilledReplayIT {

    private final Instant now = Clock.systemUTC().instant();

    private PutAside putAside;
    private AskedService dispatcher;
    private Map<String, String> environment;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        putAside = new PutAside();
        dispatcher = new AskedService();
        environment = new HashMap<>(putAside.environment());
        environment.put("DISPATCHER_URL", dispatcher.address());
    }

    @AfterEach
    void end() {
        dispatcher.close();
        putAside.close();
    }

    @Test
    void killedItRepeatsNoMoreThanItsLastSecondAndLeavesNothingOut() throws Exception {
        var keys = bugs(500);
        try (var reader = new Reader(putAside, now, _ -> false)) {
            var plan = plan();
            var killed = execute(plan, "100/s");
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.records().size() > 200);
            killed.kill();

            var status = ask("dlt", "status", plan);
            assertThat(status.output()).contains("running, or killed", "of 500", "dlt resume " + plan);
            assertThat(ask("dlt", "replay", plan, "--execute", "--reason", "x").exit())
                    .isEqualTo(ExitCode.REFUSED);
            var resumed = ask("dlt", "resume", plan, "--rate", "1000/s", "--yes");
            assertThat(resumed.exit()).as(resumed.errors()).isZero();

            assertThat(read(reader)).isEqualTo(keys);
            assertThat(reader.records()).hasSizeLessThanOrEqualTo(500 + 250);
            assertThat(ask("dlt", "list").exit()).isZero();
            assertThat(ask("dlt", "status", plan, "--json").json().get("replay").intValue())
                    .isEqualTo(500);
        }
    }

    @Test
    void toldToEndItFinishesWhatItDoesAndSaysHowToGoOn() throws Exception {
        var keys = bugs(100);
        try (var reader = new Reader(putAside, now, _ -> false)) {
            var plan = plan();
            var told = execute(plan, "20/s");
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.records().size() > 20);
            told.terminate();

            assertThat(told.exit()).as(told.output()).isEqualTo(ExitCode.STOPPED);
            assertThat(told.output()).contains("Stopped by its operator.", "./switchboard dlt resume " + plan);
            assertThat(ask("dlt", "resume", plan, "--rate", "1000/s").exit()).isZero();
            assertThat(read(reader)).isEqualTo(keys);
            assertThat(reader.records()).as("nothing twice").hasSize(100);
        }
    }

    @Test
    void whoeverResumesTakesOver() throws Exception {
        bugs(100);
        try (var reader = new Reader(putAside, now, _ -> false)) {
            var plan = plan();
            var first = execute(plan, "5/s");
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.records().size() > 5);
            assertThat(ask("dlt", "resume", plan, "--rate", "1000/s").exit()).isZero();

            assertThat(first.exit()).as(first.output()).isEqualTo(ExitCode.REFUSED);
            assertThat(first.output()).contains("Carried on by ana@test.");
            assertThat(read(reader)).hasSize(100);
        }
    }

    private OperatorProcess execute(String plan, String rate) throws Exception {
        return OperatorProcess.start(
                folder, environment, "dlt", "replay", plan, "--execute", "--reason", "INC-1", "--rate", rate, "--yes");
    }

    private static Set<String> read(Reader reader) {
        return reader.records().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    private String plan() {
        var answer = ask("dlt", "replay", putAside.sendRequests());
        assertThat(answer.exit()).as(answer.errors()).isZero();
        return answer.output().substring(5, 15);
    }

    private Set<String> bugs(int count) {
        var keys = new HashSet<String>();
        for (var i = 0; i < count; i++) {
            var id = UUID.randomUUID().toString();
            keys.add(id);
            putAside.bug(
                    now.minus(Duration.ofHours(1)),
                    now.minus(Duration.ofHours(1)),
                    id,
                    "{\"messageId\":\"" + id
                            + "\",\"channel\":\"sms\",\"to\":\"+14155550100\",\"content\":{\"type\":\"text\",\"body\":\"Hi\"}}");
        }
        return keys;
    }

    private Answer ask(String... arguments) {
        return Answer.to(Clock.systemUTC().instant(), environment, arguments);
    }
}
