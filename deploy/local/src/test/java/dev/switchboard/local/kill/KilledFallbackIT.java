package dev.switchboard.local.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.dispatcher.DispatcherApplication;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.Infrastructure;
import dev.switchboard.ingress.IngressApplication;
import dev.switchboard.simulator.SimulatorApplication;
import dev.switchboard.status.StatusApplication;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Fallback-service is killed with -9 twice, while WhatsApp fails and while it is late: each message arrives as one SMS,
 * both name each other, and whoever got the WhatsApp message gets nothing more. The provider counts.
 */
class KilledFallbackIT {

    private static final int EACH = 6;
    private static final String WITHHELD = "0149";
    private static final String LATE = "0151";
    private static final String READ = "0100";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Infrastructure infrastructure = Infrastructure.forTests();
    private final int ingress = FreePort.find();
    private final int status = FreePort.find();
    private final int simulator = FreePort.find();
    private final List<ConfigurableApplicationContext> others = new ArrayList<>();

    @TempDir
    Path logs;

    private record Sent(String id, String to) {}

    @AfterEach
    void stop() {
        others.reversed().forEach(ConfigurableApplicationContext::close);
        http.close();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whatWhatsAppDoesNotDeliverArrivesAsOneSmsHoweverOftenTheServiceDies() throws Exception {
        try (var fallback = new ExecJar("fallback-service", FreePort.find(), settings("fallback"), logs)) {
            fallback.start();
            start(SimulatorApplication.application(), simulator, "simulator");
            start(IngressApplication.application(), ingress, "ingress");
            start(DispatcherApplication.application(), FreePort.find(), "dispatcher");
            start(StatusApplication.application(), status, "status");
            fallback.awaitReady();

            var failing = send(WITHHELD);
            killOnceSent(fallback, failing);
            var late = send(LATE);
            var arriving = send(READ);
            fallback.start();
            killOnceSent(fallback, late);
            fallback.start();

            var missed = Stream.concat(failing.stream(), late.stream()).toList();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(250))
                    .untilAsserted(() -> assertThat(missed).allSatisfy(this::arrivedAsSms));
            assertThat(missed).allSatisfy(message -> assertThat(smsTo(message)).hasSize(1));
            assertThat(arriving).allSatisfy(message -> {
                assertThat(message(message.id()).get("status").stringValue()).isEqualTo("read");
                assertThat(smsTo(message)).isEmpty();
            });
        }
    }

    /** In the middle of its work: some have left, others are decided, or heard of, or not even read. */
    private void killOnceSent(ExecJar fallback, List<Sent> messages) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        messages.stream().anyMatch(message -> !smsTo(message).isEmpty()));
        fallback.kill();
    }

    private void arrivedAsSms(Sent original) {
        var sms = message(message(original.id()).path("fallbackMessageId").asString("none"));
        assertThat(sms.path("status").asString("missing")).isEqualTo("delivered");
        assertThat(sms.path("fallbackOf").asString("missing")).isEqualTo(original.id());
        assertThat(sms.path("channel").asString("missing")).isEqualTo("sms");
    }

    /** As many by Twilio as by Meta, each to somebody else. */
    private List<Sent> send(String fate) {
        return IntStream.range(0, 2 * EACH)
                .mapToObj(n -> send(n % 2 == 0 ? "twilio" : "meta", "+1415%d%s".formatted(200 + n, fate)))
                .toList();
    }

    private Sent send(String provider, String to) {
        var body = """
                {"to":"%s","channel":"whatsapp","provider":"%s","text":"Your table is ready.",\
                "fallback":{"channel":"sms","after":"PT3S"}}""".formatted(to, provider);
        var answer = call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingress + "/api/v1/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        return new Sent(answer.get("id").stringValue(), to);
    }

    private JsonNode message(String id) {
        return call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + "/api/v1/messages/" + id)));
    }

    private List<JsonNode> smsTo(Sent message) {
        var sends = call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator + "/api/messages?to="
                + message.to().substring(1))));
        return StreamSupport.stream(sends.get("messages").spliterator(), false)
                .filter(send -> send.get("channel").stringValue().equals("sms"))
                .toList();
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

    private void start(SpringApplication application, int port, String name) {
        var arguments = settings(name).entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue());
        others.add(application.run(
                Stream.concat(arguments, Stream.of("--PORT=" + port)).toArray(String[]::new)));
    }

    private Map<String, String> settings(String name) {
        var settings = new HashMap<>(Map.of(
                "BIND_ADDRESS",
                "127.0.0.1",
                "KAFKA_BOOTSTRAP_SERVERS",
                infrastructure.bootstrapServers(),
                "KAFKA_TOPIC_PREFIX",
                "fell.",
                "KAFKA_PARTITIONS",
                "3",
                "DATABASE_URL",
                infrastructure.databaseUrl("fell_" + name),
                "PUBLIC_BASE_URL",
                "http://127.0.0.1:" + ingress,
                "INGRESS_URL",
                "http://127.0.0.1:" + ingress,
                "TWILIO_API_URL",
                "http://127.0.0.1:" + simulator,
                "WHATSAPP_GRAPH_URL",
                "http://127.0.0.1:" + simulator,
                "SPOOL_DIRECTORY",
                logs.resolve("spool").toString()));
        settings.putAll(Map.of(
                "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000",
                "TWILIO_AUTH_TOKEN", "00000000000000000000000000000000",
                "TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111",
                "TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222",
                "WHATSAPP_ACCESS_TOKEN", "simulator-access-token",
                "WHATSAPP_PHONE_NUMBER_ID", "15550003333",
                "WHATSAPP_APP_SECRET", "simulator-app-secret",
                "WHATSAPP_VERIFY_TOKEN", "simulator-verify-token"));
        settings.putAll(Map.of(
                "FALLBACK_CALM", "1s",
                // An SMS after the other, so that a kill finds some that have left and some that have not.
                "PACE_SENDERS", "sms:+15550002222=5",
                "SIMULATOR_STEP_DELAY", "50ms"));
        return settings;
    }
}
