package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.infrastructure.Infrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AutoReplyIT {

    private static final String BROKER = Infrastructure.forTests().bootstrapServers();

    @Test
    void asksForOneReplyHoweverManyMessagesComeAtOnceAndForOtherWordsOnceTheFileChanged(@TempDir Path folder)
            throws Exception {
        var prefix = "replies-" + UUID.randomUUID() + ".";
        var file = folder.resolve("answers.yaml");
        Files.writeString(file, """
                replies: [{text: 'Thank you, {name}.', every: 9999h}]
                voice: [{number: +15550002222, text: We are closed & <b>away</b>}]
                """);
        try (var ingress = new RunningIngress(BROKER, prefix, "--ANSWERS_FILE=" + file).awaitReady()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 5; i++) {
                    threads.submit(() -> assertAnsweredEmpty(ingress, "Body=Hello"));
                }
            }
            assertAnsweredEmpty(ingress, "Body=STOP");
            assertAnsweredEmpty(ingress, "Body=Enough&OptOutType=STOP");
            assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, Fixtures.read("meta/message-text.json"))
                            .statusCode())
                    .isEqualTo(200);

            var requests = Published.on(BROKER, prefix + "messaging.send-requests.v1");
            assertThat(requests).hasSize(6);
            assertThat(requests).extracting(Published::key).containsOnly(keysOf(requests, 2));
            assertThat(requests)
                    .allSatisfy(request -> assertThat(Published.value(request)).contains("Thank you, Ada"));
            assertThat(ingress.postSigned(
                                    RunningIngress.TWILIO_TOKEN,
                                    "/api/webhooks/voice",
                                    Fixtures.read("twilio/call-inbound.form"))
                            .body())
                    .contains("We are closed &amp; &lt;b>away&lt;/b>");

            Files.writeString(file, "replies: [{text: 'Back soon, {name}.'}]");
            await().untilAsserted(() -> {
                assertAnsweredEmpty(ingress, "Body=Again");
                assertThat(Published.on(BROKER, prefix + "messaging.send-requests.v1"))
                        .anySatisfy(
                                request -> assertThat(Published.value(request)).contains("Back soon, Ada"));
            });
        }
    }

    private static String[] keysOf(List<ConsumerRecord<byte[], byte[]>> records, int expected) {
        var keys = new TreeSet<String>();
        records.forEach(record -> keys.add(Published.key(record)));
        assertThat(keys).hasSize(expected);
        return keys.toArray(String[]::new);
    }

    private static void assertAnsweredEmpty(RunningIngress ingress, String fields) {
        var form = new String(Fixtures.read("twilio/inbound-whatsapp-text.form"), UTF_8)
                .replaceAll("MessageSid=[^&]*", "MessageSid=SM" + UUID.randomUUID())
                .replaceAll("Body=[^&]*", fields);
        var answer = ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/whatsapp", form.getBytes(UTF_8));
        assertThat(answer.body()).isEqualTo("<Response/>");
    }
}
