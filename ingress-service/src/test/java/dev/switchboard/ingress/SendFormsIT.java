package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The other ways to ask for a message, for a further try, and for none. */
@Timeout(120)
class SendFormsIT {

    private static final String PREFIX = "forms-" + UUID.randomUUID() + ".";
    private static final String JSON = "application/json";
    private static final String TEXT = "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}";

    private static String broker = "";
    private static RunningIngress ingress;

    @BeforeAll
    static void start() {
        broker = Infrastructure.forTests().bootstrapServers();
        ingress = new RunningIngress(broker, PREFIX).awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/api/v1/whatsapp/send | twilio | {'to':'whatsapp:+14155550100','message':'Hi'} | text",
                "/api/whatsapp/send | meta | {'to':'+14155550100','text':'Hi'} | text",
                "/api/whatsapp/send_media | meta | {'to':'+14155550100','media_url':'https://a.example/b','media_type':'image'} | media",
                "/api/whatsapp/send_template | meta | {'to':'+14155550100','template_name':'t','language_code':'en'} | template"
            })
    void sendsInAShortFormByTheProviderOfThePath(String path, String provider, String body, String type) {
        var key = UUID.randomUUID().toString();

        var answer = ingress.post(path, JSON, body.replace('\'', '"'), "Idempotency-Key", key);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var id = MessageId.of("development", key).toString();
        assertThat(json(answer))
                .isEqualTo(Wire.JSON.readTree("{\"success\":true,\"provider\":\"" + provider + "\",\"id\":\"" + id
                        + "\",\"status\":\"accepted\",\"trackingEnabled\":true}"));
        var request = only(id);
        assertThat(request.path("provider").asString()).isEqualTo(provider);
        assertThat(request.at("/content/type").asString()).isEqualTo(type);
    }

    @Test
    void givesTheSameKeyTheSameIdAfterARestart() {
        var key = UUID.randomUUID().toString();
        var first = json(ingress.post("/api/v1/messages", JSON, TEXT, "Idempotency-Key", key));
        try (var restarted = new RunningIngress(broker, PREFIX).awaitReady()) {
            var again = json(restarted.post("/api/v1/messages", JSON, TEXT, "Idempotency-Key", key));

            assertThat(again).isEqualTo(first);
        }
    }

    @Test
    void cancelsWhileItHasNotLeft() {
        var id = UUID.randomUUID().toString();

        var answer = ingress.delete("/api/v1/messages/" + id);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("status").asString()).isEqualTo("cancel-requested");
        assertThat(only(id).path("type").asString()).isEqualTo("CancelRequest");
        assertThat(ingress.delete("/api/v1/messages/7").statusCode()).isEqualTo(400);
    }

    @Test
    void givesTheSameFurtherTryTheSameIdAndAnotherOneAnother() {
        var original = MessageId.of(UUID.randomUUID().toString());
        var path = "/api/v1/messages/" + original + "/retry";

        var first = ingress.post(path, JSON, TEXT);
        ingress.post(path, JSON, TEXT);
        var third = ingress.post(path + "?n=3", JSON, TEXT);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(json(first).path("id").asString())
                .isEqualTo(original.retry(1).toString());
        assertThat(json(third).path("id").asString())
                .isEqualTo(original.retry(3).toString());
        assertThat(on(original.retry(1).toString()))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.path("retryOf").asString()).isEqualTo(original.toString()));
        assertThat(ingress.post(path + "?n=0", JSON, TEXT).statusCode()).isEqualTo(400);
        assertThat(ingress.post("/api/v1/messages/x/retry", JSON, TEXT).statusCode())
                .isEqualTo(400);
        assertThat(ingress.post(path, JSON, "{}").statusCode()).isEqualTo(422);
    }

    private static JsonNode only(String id) {
        var found = on(id);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<JsonNode> on(String id) {
        return Published.on(broker, PREFIX + "messaging.send-requests.v1").stream()
                .filter(record -> Published.key(record).equals(id))
                .map(record -> Wire.JSON.readTree(Published.value(record)))
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Wire.JSON.readTree(answer.body());
    }
}
