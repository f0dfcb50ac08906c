package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerAwayIT {

    /** A provider hangs up after 15 s. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    @Test
    void keepsWebhooksRefusesSendsAndRecoversWithTheBroker() {
        var prefix = "away-" + UUID.randomUUID() + ".";
        var port = FreePort.find();
        try (var ingress = new RunningIngress("127.0.0.1:" + port, prefix, "--BROKER_PATIENCE=600ms")) {
            assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, Fixtures.read("meta/several-numbers.json"))
                            .statusCode())
                    .isEqualTo(200);
            assertUnavailable(() -> ingress.post(
                    "/api/v1/messages",
                    "application/json",
                    "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}"));
            assertThat(ingress.get("/actuator/prometheus").body())
                    .contains("messaging_spool_entries_total{outcome=\"kept\"} 1.0");

            var broker = Infrastructure.forTests().bootstrapServers();
            try (var _ = new Forwarder(port, broker)) {
                ingress.awaitReady();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(Published.on(broker, prefix + "messaging.inbound.v1"))
                                .hasSize(2));
                assertThat(Published.on(broker, prefix + "messaging.send-requests.v1"))
                        .isEmpty();
                assertThat(ingress.get("/actuator/prometheus").body())
                        .contains("messaging_spool_entries_total{outcome=\"drained\"} 1.0");
            }
        }
    }

    /** Else each of them would have its caller wait for a broker that is known to be away. */
    @Test
    void letsNobodyWaitWhileTheSpoolHoldsAnything() {
        var port = FreePort.find();
        try (var ingress = new RunningIngress("127.0.0.1:" + port, "joined.", "--BROKER_PATIENCE=900ms")) {
            assertKept(ingress);
            var begin = System.nanoTime();

            IntStream.range(0, 10).forEach(_ -> assertKept(ingress));

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("half of what they would have waited")
                    .isLessThan(Duration.ofMillis(10 * 900 / 2));
        }
    }

    private static void assertKept(RunningIngress ingress) {
        assertThat(ingress.postSigned(
                                RunningIngress.TWILIO_TOKEN,
                                "/api/webhooks/sms",
                                Fixtures.read("twilio/inbound-sms-text.form"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers503WhenTheSpoolIsFullAndIsNotReady() {
        var port = FreePort.find();
        try (var ingress =
                new RunningIngress("127.0.0.1:" + port, "full.", "--BROKER_PATIENCE=600ms", "--SPOOL_SIZE=2KB")) {
            var statuses = Stream.generate(() -> ingress.postSigned(
                                    RunningIngress.TWILIO_TOKEN,
                                    "/api/webhooks/sms",
                                    Fixtures.read("twilio/inbound-sms-text.form"))
                            .statusCode())
                    .limit(4)
                    .toList();
            assertThat(statuses).startsWith(200).endsWith(503);
            assertUnavailable(() -> ingress.postSigned(
                    RunningIngress.TWILIO_TOKEN, "/api/webhooks/sms", Fixtures.read("twilio/inbound-sms-text.form")));
            assertThat(ingress.get("/actuator/prometheus").body())
                    .contains("messaging_spool_entries_total{outcome=\"full\"}");
            assertThat(ingress.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answers503WhereTheBrokerHasTheRecordRefused() throws Exception {
        var prefix = "refusing-" + UUID.randomUUID() + ".";
        var broker = Infrastructure.forTests().bootstrapServers();
        try (var ingress = new RunningIngress(broker, prefix).awaitReady()) {
            refuseEveryRecord(broker, prefix + "messaging.inbound.v1");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertUnavailable(() -> ingress.postSigned(
                            RunningIngress.TWILIO_TOKEN,
                            "/api/webhooks/sms",
                            Fixtures.read("twilio/inbound-sms-text.form"))));
        }
    }

    private static void refuseEveryRecord(String broker, String topic) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
            var tiny = new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(tiny)))
                    .all()
                    .get();
        }
    }

    private static void assertUnavailable(Supplier<HttpResponse<String>> call) {
        var begin = System.nanoTime();
        var answer = call.get();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(Wire.JSON.readTree(answer.body()).path("type").asString())
                .isEqualTo("urn:switchboard:problem:unavailable");
    }
}
