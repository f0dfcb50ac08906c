package dev.switchboard.local.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.Infrastructure;
import dev.switchboard.simulator.SimulatorApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The four services as they ship, each killed with -9 once while messages flow and started again: every message reaches
 * its final state and none is sent twice. The provider counts.
 */
class KilledServicesIT {

    private static final Duration BETWEEN_SENDS = Duration.ofMillis(50);
    private static final String TWILIO_ACCOUNT = "AC00000000000000000000000000000000";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Infrastructure infrastructure = Infrastructure.forTests();
    private final int ingress = FreePort.find();
    private final int status = FreePort.find();
    private final int simulator = FreePort.find();

    /** By idempotency key: the id of each message that was answered 202. */
    private final Map<Integer, String> accepted = new ConcurrentHashMap<>();

    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path logs;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyMessageReachesItsFinalStateAndNoneIsSentTwice() throws Exception {
        try (var provider = SimulatorApplication.application().run(simulatorSettings())) {
            answerLate();
            var services = List.of(
                    new ExecJar("ingress-service", ingress, settings("ingress"), logs),
                    new ExecJar("dispatcher-service", FreePort.find(), settings("dispatcher"), logs),
                    new ExecJar("status-service", status, settings("status"), logs),
                    new ExecJar("fallback-service", FreePort.find(), settings("fallback"), logs));
            try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                    var clock = Executors.newSingleThreadScheduledExecutor()) {
                for (var service : services) {
                    service.start();
                }
                services.forEach(ExecJar::awaitReady);

                var pace = BETWEEN_SENDS.toMillis();
                var sending = clock.scheduleAtFixedRate(
                        () -> callers.execute(this::sendUntilAccepted), 0, pace, TimeUnit.MILLISECONDS);
                for (var service : services) {
                    var before = accepted.size();
                    await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() > before + 20);
                    service.kill();
                    service.start();
                }
                sending.cancel(false);
                services.forEach(ExecJar::awaitReady);
                await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() == asked.get());

                await().atMost(Duration.ofSeconds(120))
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(unfinished()).isEmpty());
                assertThat(get(simulator, "/api/duplicates").get("duplicates")).isEmpty();
                assertThat(get(simulator, "/api/duplicates").get("distinct").intValue())
                        .isEqualTo(accepted.size() + withFallback());
            } finally {
                services.forEach(ExecJar::close);
            }
            assertThat(provider.isActive()).isTrue();
        }
    }

    /** Every fifth is withheld by WhatsApp and must arrive as an SMS. */
    private static boolean isWithheld(int key) {
        return key % 5 == 0;
    }

    private long withFallback() {
        return accepted.keySet().stream().filter(KilledServicesIT::isWithheld).count();
    }

    /** What a careful caller does: the same key again, until the answer is 202. */
    private void sendUntilAccepted() {
        var key = asked.incrementAndGet();
        var body = """
                {"to":"+1415555%s","channel":"whatsapp","text":"Message %d","fallback":"sms","onUncertain":"resend"}""".formatted(isWithheld(key) ? "0149" : "0100", key);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingress + "/api/v1/messages"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", Integer.toString(key))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> accept(key, request));
    }

    private boolean accept(int key, HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            return false;
        }
        accepted.put(key, Wire.JSON.readTree(answer.body()).get("id").stringValue());
        return true;
    }

    /** The messages that are not yet where they must end, with what is known of them. */
    private List<String> unfinished() {
        var unfinished = new ArrayList<String>();
        accepted.forEach((key, id) -> {
            var message = get(status, "/api/v1/messages/" + id);
            var state = message.path("status").asString("unknown");
            if (!isWithheld(key)) {
                if (!state.equals("read")) {
                    unfinished.add(key + " is " + state);
                }
                return;
            }
            var sms = message.path("fallbackMessageId").asString("");
            var smsState = sms.isEmpty()
                    ? "missing"
                    : get(status, "/api/v1/messages/" + sms).path("status").asString("unknown");
            if (!state.equals("undelivered") || !smsState.equals("delivered")) {
                unfinished.add(key + " is " + state + ", its SMS is " + smsState);
            }
        });
        return unfinished;
    }

    /** Whenever the dispatcher dies, messages are at the provider of which it has heard nothing: no answer, no status. */
    private void answerLate() {
        var late = "{\"provider\":\"twilio\",\"fault\":\"slow\",\"seconds\":1,\"next\":1000000}";
        var planned = call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator + "/api/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(late)));
        assertThat(planned.get("waiting")).hasSize(1);
    }

    private JsonNode get(int port, String path) {
        return call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            return Wire.JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> settings(String database) {
        var settings = new HashMap<>(Map.of(
                "BIND_ADDRESS",
                "127.0.0.1",
                "KAFKA_BOOTSTRAP_SERVERS",
                infrastructure.bootstrapServers(),
                "KAFKA_TOPIC_PREFIX",
                "killed.",
                "KAFKA_PARTITIONS",
                "3",
                "DATABASE_URL",
                infrastructure.databaseUrl("killed_" + database),
                "PUBLIC_BASE_URL",
                "http://127.0.0.1:" + ingress,
                "TWILIO_API_URL",
                "http://127.0.0.1:" + simulator));
        settings.putAll(Map.of(
                "SPOOL_DIRECTORY", logs.resolve("spool").toString(),
                "TWILIO_ACCOUNT_SID", TWILIO_ACCOUNT,
                "TWILIO_AUTH_TOKEN", "00000000000000000000000000000000",
                "TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111",
                "TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222",
                "PACE_SENDERS", "sms:+15550002222=80",
                // What waits for a dead process to be surely dead waits less here than in production.
                "CALL_LEASE", "2s",
                "CALL_TIMEOUT", "3s",
                "CALL_MARGIN", "1s",
                "UNCERTAIN_LOOK_INTERVAL", "2s"));
        return settings;
    }

    private String[] simulatorSettings() {
        return new String[] {
            "--PORT=" + simulator,
            "--PUBLIC_BASE_URL=http://127.0.0.1:" + ingress,
            "--INGRESS_URL=http://127.0.0.1:" + ingress,
            "--SIMULATOR_STEP_DELAY=2s"
        };
    }
}
