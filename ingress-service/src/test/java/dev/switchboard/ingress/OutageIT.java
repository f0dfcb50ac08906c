package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 signed webhooks a second while the broker is frozen, killed and started again, and ingress is killed once: nothing is
 * refused by an ingress that is there, and what it answered 200 is on its topic at the end.
 */
@Timeout(240)
class OutageIT {

    private static final int PER_SECOND = 200;

    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unheard = new AtomicInteger();

    @Test
    void refusesNothingAndLosesNothing(@TempDir Path data, @TempDir Path spool) throws Exception {
        try (var broker = new BrokerProcess(data)) {
            var ingress = new AtomicReference<>(start(broker, spool).awaitReady());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var clock = Executors.newSingleThreadScheduledExecutor()) {
                clock.scheduleAtFixedRate(
                        () -> threads.execute(() -> post(ingress.get())),
                        0,
                        TimeUnit.SECONDS.toNanos(1) / PER_SECOND,
                        TimeUnit.NANOSECONDS);
                awaitTaken(2 * PER_SECOND);
                broker.freeze();
                awaitTaken(3 * PER_SECOND);
                broker.kill();
                awaitTaken(2 * PER_SECOND);
                ingress.get().close();
                ingress.set(start(broker, spool));
                awaitTaken(2 * PER_SECOND);
                broker.startAgain();
                awaitTaken(2 * PER_SECOND);
                clock.shutdownNow();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> isDrained(ingress.get()));
            ingress.get().close();

            assertThat(refused).isEmpty();
            assertThat(published(broker)).containsAll(taken);
            System.out.printf(
                    "outage: %d taken, 0 refused, %d unheard while ingress was away%n", taken.size(), unheard.get());
        }
    }

    private static RunningIngress start(BrokerProcess broker, Path spool) {
        return RunningIngress.inItsOwnProcess(
                broker.bootstrapServers(), "p.", "--SPOOL_DIRECTORY=" + spool, "--BROKER_PATIENCE=600ms");
    }

    private void awaitTaken(int more) {
        var before = taken.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> taken.size() >= before + more || !refused.isEmpty());
    }

    private void post(RunningIngress ingress) {
        var sid = "SM" + UUID.randomUUID();
        var form = new String(Fixtures.read("twilio/inbound-sms-text.form"))
                .replaceAll("MessageSid=[^&]*", "MessageSid=" + sid);
        try {
            var status = ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/sms", form.getBytes())
                    .statusCode();
            if (status == 200) {
                taken.add(sid);
            } else {
                refused.add(status);
            }
        } catch (UncheckedIOException | IllegalStateException _) {
            unheard.incrementAndGet();
        }
    }

    private static boolean isDrained(RunningIngress ingress) {
        return ingress.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("messaging_spool_bytes"))
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static Set<String> published(BrokerProcess broker) {
        var sids = new HashSet<String>();
        for (var record : Published.on(broker.bootstrapServers(), "p.messaging.inbound.v1")) {
            sids.add(Wire.JSON
                    .readTree(Published.value(record))
                    .path("providerId")
                    .asString());
        }
        return sids;
    }
}
