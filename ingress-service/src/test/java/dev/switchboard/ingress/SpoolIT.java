package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker frozen and killed, ingress itself killed meanwhile: what was answered 200 is on its topic at the end. */
@Timeout(240)
class SpoolIT {

    private static final int BURST = 40;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final List<String> taken = new ArrayList<>();

    @Test
    void losesNothingItAnswered200ForWhoeverIsKilled(@TempDir Path data, @TempDir Path spool) throws Exception {
        try (var broker = new BrokerProcess(data)) {
            var arguments = new String[] {"--SPOOL_DIRECTORY=" + spool, "--BROKER_PATIENCE=600ms"};
            try (var ingress = RunningIngress.inItsOwnProcess(broker.bootstrapServers(), "p.", arguments)) {
                ingress.awaitReady();
                assertAllTaken(ingress);
                await().atMost(Duration.ofSeconds(30)).until(() -> spoolBytes(ingress) == 0);

                broker.freeze();
                assertAllTaken(ingress);
                assertThat(slowestOf(ingress)).isLessThan(LIMIT);
                assertThat(spoolBytes(ingress)).isPositive();
                broker.kill();
                assertAllTaken(ingress);
                assertThat(ingress.get("/actuator/health/readiness").statusCode())
                        .isEqualTo(200);
            }
            try (var next = RunningIngress.inItsOwnProcess(broker.bootstrapServers(), "p.", arguments)) {
                assertThat(spoolBytes(next)).isPositive();
                assertAllTaken(next);

                broker.startAgain();

                await().atMost(Duration.ofSeconds(60)).until(() -> spoolBytes(next) == 0);
                assertThat(published(broker)).containsExactlyInAnyOrderElementsOf(taken);
                assertAllTaken(next);
                assertThat(published(broker)).hasSize(taken.size());
            }
        }
    }

    private void assertAllTaken(RunningIngress ingress) throws Exception {
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BURST; i++) {
                var sid = "SM" + UUID.randomUUID();
                taken.add(sid);
                answers.add(threads.submit(() -> post(ingress, sid)));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
    }

    private Duration slowestOf(RunningIngress ingress) {
        var slowest = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            var begin = System.nanoTime();
            var sid = "SM" + UUID.randomUUID();
            taken.add(sid);
            assertThat(post(ingress, sid)).isEqualTo(200);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        return slowest;
    }

    private static int post(RunningIngress ingress, String sid) {
        var form = new String(Fixtures.read("twilio/inbound-sms-text.form"))
                .replaceAll("MessageSid=[^&]*", "MessageSid=" + sid);
        return ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/sms", form.getBytes())
                .statusCode();
    }

    private static long spoolBytes(RunningIngress ingress) {
        return (long) Double.parseDouble(ingress.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("messaging_spool_bytes"))
                .findFirst()
                .orElseThrow()
                .split(" ")[1]);
    }

    private static LinkedHashSet<String> published(BrokerProcess broker) {
        var sids = new LinkedHashSet<String>();
        for (var record : Published.on(broker.bootstrapServers(), "p.messaging.inbound.v1")) {
            sids.add(Wire.JSON
                    .readTree(Published.value(record))
                    .path("providerId")
                    .asString());
        }
        return sids;
    }
}
