package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.unreadable.UnreadableEvent.UnreadableWebhook;
import dev.switchboard.infrastructure.FreePort;
import dev.switchboard.infrastructure.SecuredKafka;
import dev.switchboard.ingress.IngressApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Kafka with TLS and passwords: a service and the operator's tool are let in by the same settings, or told why not. */
@Timeout(240)
class SecuredBrokerIT {

    private static final String WRONG = "a wrong password";

    @TempDir
    private static Path folder;

    private static SecuredKafka kafka;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(folder, "ana", "right");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aServiceWritesAndReadsAndTheToolLooks() throws Exception {
        var topics = new Topics("", new Topic.Shape(1, (short) 1));
        try (var _ = ingress(kafka.environment("ana", "right"))) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(send()).isEqualTo(202));

            try (var producer = producer()) {
                var unreadable = new UnreadableWebhook(
                        Provider.TWILIO, "/nowhere", null, null, new byte[] {1}, "for a test", Instant.now());
                producer.send(topics.redecode()
                                .record(unreadable, new Envelope("1", "/test", Instant.now(), null, null)))
                        .get();
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var listed = Typed.in(kafka.environment("ana", "right"), "dlt", "list");
                assertThat(listed.errors()).isEmpty();
                assertThat(listed.output()).contains("messaging.redecode.v1.ingress-service.dlt");
                assertThat(listed.exit()).isEqualTo(3);
            });
        }
    }

    @Test
    void whoeverHasAWrongPasswordIsToldSo() throws Exception {
        var listed = Typed.in(kafka.environment("ana", WRONG), "dlt", "list");

        assertThat(listed.errors())
                .contains("does not let us in", "KAFKA_SASL_JAAS_CONFIG")
                .doesNotContain(WRONG, "\tat ")
                .hasLineCount(1);
        assertThat(listed.exit()).isEqualTo(2);
        try (var _ = ingress(kafka.environment("ana", WRONG))) {
            assertThat(send()).as("nothing is promised that cannot be kept").isEqualTo(503);
        }
    }

    @Test
    void whoeverDoesNotTrustTheCertificateIsToldSo() {
        var environment = new HashMap<>(kafka.environment("ana", "right"));
        environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", "");
        environment.remove("KAFKA_SSL_TRUSTSTORE_PASSWORD");
        environment.remove("KAFKA_SSL_TRUSTSTORE_TYPE");

        var listed = Typed.in(environment, "dlt", "list");

        assertThat(listed.errors())
                .contains("is not trusted", "KAFKA_SSL_TRUSTSTORE_LOCATION")
                .hasLineCount(1);
        assertThat(listed.exit()).isEqualTo(2);
    }

    private int send() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private ConfigurableApplicationContext ingress(Map<String, String> environment) {
        var settings = new HashMap<>(environment);
        settings.put("PORT", Integer.toString(port));
        settings.put("BIND_ADDRESS", "127.0.0.1");
        settings.put("KAFKA_PARTITIONS", "1");
        settings.put("SPOOL_DIRECTORY", folder.resolve("spool-" + port).toString());
        return IngressApplication.application()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        var settings = new Properties();
        kafka.environment("ana", "right")
                .forEach((name, value) -> settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
