package dev.switchboard.ingress;

import static dev.switchboard.ingress.Published.headers;
import static dev.switchboard.ingress.Published.key;
import static dev.switchboard.ingress.Published.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class IngressIT {

    private static final String PREFIX = "ingress-" + UUID.randomUUID() + ".";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

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
    @ValueSource(strings = {"/api/v1/whatsapp/webhook", "/api/webhooks/whatsapp", "/api/webhooks/sms"})
    void publishesASignedInboundMessageAndAnswersWithEmptyTwiml(String path) {
        var sid = "SM" + UUID.randomUUID();

        var caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var answer = ingress.postSigned(RunningIngress.TWILIO_TOKEN, path, inbound(sid), "traceparent", caller);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
        assertThat(answer.body()).isEqualTo("<Response/>");
        var record = only(on("messaging.inbound.v1", sid));
        assertThat(key(record))
                .isEqualTo(ConversationId.between(
                                Channel.WHATSAPP, new Address("+15550001111"), new Address("+14155550100"))
                        .toString());
        var id = MessageId.elsewhere(Provider.TWILIO, "AC00000000000000000000000000000000", sid);
        assertThat(headers(record, "ce_id")).containsExactly(id.toString());
        assertThat(headers(record, "ce_type")).containsExactly("dev.switchboard.MessageReceived");
        assertThat(headers(record, "ce_source")).containsExactly("/ingress/twilio");
        assertThat(headers(record, "traceparent"))
                .singleElement()
                .asString()
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/whatsapp/status", "/api/webhooks/twilio/message-status", "/api/webhooks/status"})
    void publishesASignedStatusUnderOurIdAndAnswersWithNothing(String path) {
        var ours = UUID.randomUUID().toString();

        var answer = ingress.postSigned(
                RunningIngress.TWILIO_PREVIOUS, path + "?mid=" + ours, Fixtures.read("twilio/status-delivered.form"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        var record = only(on("messaging.status.v1", ours));
        assertThat(key(record)).isEqualTo(ours);
        assertThat(json(value(record)).path("status").asString()).isEqualTo("delivered");
        assertThat(ingress.get("/actuator/prometheus").body())
                .contains("messaging_webhooks_total{matched=\"previous\",provider=\"twilio\",verdict=\"authentic\"}");
    }

    @Test
    void handsTheCallersTraceOnToTheRecord() {
        var id = json(send(
                                "{'to':'+14155550100','channel':'sms','text':'x'}",
                                "traceparent",
                                "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .body())
                .path("id")
                .asString();

        assertThat(headers(only(on("messaging.send-requests.v1", id)), "traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE)
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void publishesNothingOfAForgedWebhook() {
        var twilio = "SM" + UUID.randomUUID();
        var meta = "wamid." + UUID.randomUUID();

        assertThat(ingress.postSigned("wrong", "/api/webhooks/sms", inbound(twilio))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ingress.post("/api/webhooks/sms", FORM, new String(inbound(twilio)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ingress.postSignedByMeta("wrong", message(meta)).statusCode())
                .isEqualTo(401);
        var unsigned = ingress.post("/api/whatsapp/webhook", JSON, new String(message(meta)));
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(json(unsigned.body()).path("type").asString()).isEqualTo("urn:switchboard:problem:forged-webhook");

        assertThat(on("messaging.inbound.v1", twilio)).isEmpty();
        assertThat(on("messaging.inbound.v1", meta)).isEmpty();
        assertThat(on("messaging.unreadable.v1", twilio)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://gw.example.com/api/webhooks/whatsapp", "https://gw.example.com/api/webhooks/sms?a=1"})
    void refusesASignatureForAnotherAddress(String url) {
        var answer = ingress.postSignedFor(
                url, RunningIngress.TWILIO_TOKEN, "/api/webhooks/sms", inbound("SM" + UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void doesNotTakeTheHostHeadersWordForTheAddress() {
        var path = "/api/webhooks/sms";

        var answer = ingress.postSignedFor(
                ingress.origin() + path, RunningIngress.TWILIO_TOKEN, path, inbound("SM" + UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void takesAWebhookByGetWhereItIsSigned() {
        var sid = "SM" + UUID.randomUUID();
        var target = "/api/webhooks/sms?" + new String(inbound(sid), StandardCharsets.UTF_8);

        assertThat(ingress.getSigned(RunningIngress.TWILIO_TOKEN, target).statusCode())
                .isEqualTo(200);
        assertThat(ingress.getSigned("wrong", target).statusCode()).isEqualTo(403);
        assertThat(on("messaging.inbound.v1", sid)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/whatsapp/webhook", "/api/webhooks/sms", "/api/webhooks/status"})
    void answersALookWithoutPublishing(String path) {
        var sid = UUID.randomUUID().toString();

        assertThat(ingress.get(path + "?MessageSid=" + sid).statusCode()).isEqualTo(200);
        assertThat(ingress.head(path + "?MessageSid=" + sid).statusCode()).isEqualTo(200);

        assertThat(on("messaging.unreadable.v1", sid)).isEmpty();
    }

    @Test
    void keepsAnAuthenticWebhookItCannotRead() {
        var mark = UUID.randomUUID().toString();
        var form = ("AccountSid=AC1&MessageStatus=delivered&Mark=" + mark).getBytes();

        var answer = ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/status?m=" + mark, form);

        assertThat(answer.statusCode()).isEqualTo(200);
        var unreadable = json(value(only(on("messaging.unreadable.v1", mark))));
        assertThat(unreadable.path("body").binaryValue()).isEqualTo(form);
        assertThat(unreadable.path("reason").asString()).isEqualTo("MessageSid is missing");
    }

    @Test
    void shakesHandsWithMeta() {
        var target = "/api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        var answer = ingress.get(target + RunningIngress.VERIFY_TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1158201444");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(ingress.get(target + "wrong").statusCode()).isEqualTo(403);
        assertThat(ingress.get("/api/whatsapp/webhook").statusCode()).isEqualTo(403);
    }

    @Test
    void publishesEachPartOfAMetaEventForItself() {
        var wamid = "wamid." + UUID.randomUUID();
        var body = new String(Fixtures.read("meta/message-beside-an-unreadable-one.json"))
                .replace("wamid.B", wamid)
                .replace("wamid.D", wamid)
                .getBytes();

        var answer = ingress.postSignedByMeta(RunningIngress.APP_SECRET, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(on("messaging.inbound.v1", wamid)).hasSize(1);
        assertThat(key(only(on("messaging.status.v1", wamid))))
                .isEqualTo(MessageId.elsewhere(Provider.META, "42", wamid).toString());
        assertThat(Published.on(broker, PREFIX + "messaging.unreadable.v1"))
                .filteredOn(
                        record -> Arrays.equals(json(value(record)).path("body").binaryValue(), body))
                .hasSize(1);
    }

    @Test
    void publishesNewsOfTheAccount() {
        var mark = "t" + UUID.randomUUID();
        var body = new String(Fixtures.read("meta/template-paused.json"))
                .replace("spring_sale", mark)
                .getBytes();

        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, body).statusCode())
                .isEqualTo(200);
        assertThat(key(only(on("messaging.account.v1", mark)))).isEqualTo("100000000000001");
    }

    @Test
    void takesAsMuchAsMetaSendsAndNoMore() {
        var wamid = "wamid." + UUID.randomUUID();
        var large = new String(message(wamid))
                .replace("\"type\":\"text\"", "\"type\":\"text\",\"pad\":\"" + "x".repeat(2_900_000) + "\"");

        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, large.getBytes())
                        .statusCode())
                .isEqualTo(200);
        assertThat(on("messaging.inbound.v1", wamid)).hasSize(1);
        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, ("[" + " ".repeat(3_000_000) + "]").getBytes())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void tellsTheOperatorAndNotTheCallerWhyASignatureDoesNotMatch() {
        var path = "/api/webhooks/whatsapp";
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var answer = ingress.postSignedFor(
                    "http://gw.example.com" + path, RunningIngress.TWILIO_TOKEN, path, inbound("SM1"));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("scheme");
            var findings = ingress.get("/actuator/signatures").body();
            assertThat(findings).contains("[\"scheme\"]").contains(path).doesNotContain(RunningIngress.TWILIO_TOKEN);
        });
        assertThat(ingress.get("/actuator/prometheus").body())
                .contains("messaging_signature_findings_total{differs=\"scheme\",provider=\"twilio\"}");
    }

    @Test
    void saysOfARequestInHandWhatItWouldSayOfOneThatCame() {
        var wamid = "wamid." + UUID.randomUUID();
        var message = message(wamid);
        var body = new String(message);

        assertThat(examined(body, RunningIngress.signedByMeta(RunningIngress.APP_SECRET, message)))
                .contains("\"verdict\":\"authentic\"", "\"matched\":\"current\"");
        assertThat(examined(body, RunningIngress.signedByMeta(RunningIngress.VERIFY_TOKEN, message)))
                .contains("\"verdict\":\"wrong_signature\"", "[\"other-secret\"]")
                .doesNotContain(RunningIngress.APP_SECRET);
        assertThat(examined(body, "")).contains("\"verdict\":\"no_signature\"");
        assertThat(on("messaging.inbound.v1", wamid)).isEmpty();
    }

    private static String examined(String body, String signature) {
        var request = Map.of(
                "url", RunningIngress.PUBLIC_BASE + "/api/whatsapp/webhook",
                "headers", "Content-Type: application/json\nX-Hub-Signature-256: " + signature,
                "body", body);
        return ingress.post("/actuator/signatures", "application/json", Wire.JSON.writeValueAsString(request))
                .body();
    }

    @Test
    void answersACallWithWordsAndPublishesHowItGoesOn() {
        var sid = "CA" + UUID.randomUUID();

        var answer = ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/voice", call("inbound", sid));
        var end = ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/voice/status", call("completed", sid));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
        assertThat(answer.body()).startsWith("<Response><Say ").contains(">Goodbye.</Say>");
        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(end.body()).isEmpty();
        assertThat(on("messaging.inbound.v1", sid))
                .extracting(record -> json(value(record)).path("type").asString())
                .containsExactly("CallReceived", "CallProgressed");
        assertThat(ingress.postSigned("wrong", "/api/webhooks/voice", call("inbound", sid))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesWhatAGatewaySignsOrShowsAKeyFor() {
        var session = "s" + UUID.randomUUID();
        var body = "{\"event\":\"qr\",\"data\":{\"qr\":\"2@x\"}}";

        var answer = ingress.postSignedByGateway(RunningIngress.GATEWAY_SECRET, session, body.getBytes());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        var path = "/api/whatsapp/webhook/" + session;
        assertThat(ingress.post(path, JSON, body, "x-api-key", "simulator-gateway-key")
                        .statusCode())
                .isEqualTo(200);
        assertThat(on("messaging.inbound.v1", session))
                .hasSize(2)
                .allSatisfy(record -> assertThat(key(record)).isEqualTo(session));
        assertProblem(ingress.postSignedByGateway("wrong", session, body.getBytes()), 401, "forged-webhook");
        assertProblem(ingress.post(path, JSON, body, "x-api-key", "wrong"), 401, "forged-webhook");
        assertProblem(ingress.post(path, JSON, body), 401, "forged-webhook");
        assertThat(ingress.get(path).statusCode()).isEqualTo(200);
        assertThat(on("messaging.inbound.v1", session)).hasSize(2);
    }

    @Test
    void keepsTheBeginningOfAnUnreadableWebhookThatNoTopicHolds() {
        var session = "s" + UUID.randomUUID();
        var body = "[" + " ".repeat(15_000_000) + "]";

        var answer = ingress.postSignedByGateway(RunningIngress.GATEWAY_SECRET, session, body.getBytes());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(value(only(on("messaging.unreadable.v1", session))))
                        .path("reason")
                        .asString())
                .contains("of 15000002 bytes fit");
    }

    @Test
    void refusesAFormThatIsTooLargeForOne() {
        var form = ("AccountSid=AC1&Body=" + "x".repeat(70_000)).getBytes();

        assertProblem(ingress.postSigned(RunningIngress.TWILIO_TOKEN, "/api/webhooks/sms", form), 413, "too-large");
    }

    @Test
    void acceptsASendRequestAndSaysWhereToWatchIt() {
        var answer = send(
                "{'to':'+14155550149','channel':'whatsapp','template':'spring_sale','fallback':'sms','text':'Sale'}");

        assertThat(answer.statusCode()).isEqualTo(202);
        var id = json(answer.body()).path("id").asString();
        assertThat(json(answer.body()).path("status").asString()).isEqualTo("accepted");
        assertThat(json(answer.body()).path("watch").asString()).isEqualTo("http://localhost:8082/messages/" + id);
        assertThat(answer.headers().firstValue("Location")).contains("http://localhost:8082/api/v1/messages/" + id);
        var record = only(on("messaging.send-requests.v1", id));
        assertThat(key(record)).isEqualTo(id);
        var request = json(value(record));
        assertThat(request.path("type").asString()).isEqualTo("SendRequest");
        assertThat(request.at("/content/text").asString()).isEqualTo("Sale");
        assertThat(request.at("/fallback/onFailure").asBoolean()).isTrue();
    }

    @Test
    void givesTheSameKeyTheSameId() {
        var body = "{'to':'+14155550100','channel':'sms','text':'x'}";
        var key = UUID.randomUUID().toString();

        var first = json(send(body, "Idempotency-Key", key).body()).path("id").asString();

        assertThat(first).isEqualTo(MessageId.of("development", key).toString());
        assertThat(json(send(body, "Idempotency-Key", key).body()).path("id").asString())
                .isEqualTo(first);
        assertThat(json(send(body).body()).path("id").asString()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "application/json | {'to':'+1415','channel':'sms','text':'x'} | 422 | invalid-request",
                "application/json | {'to': | 400 | not-json",
                "text/plain | hello | 415 | unsupported-media-type"
            })
    void saysWhatIsWrongAsAProblem(String contentType, String body, int status, String type) {
        var answer = ingress.post("/api/v1/messages", contentType, body.replace('\'', '"'));

        assertProblem(answer, status, type);
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        var problem = json(send("{'to':'+1415','channel':'sms','text':'x'}").body());

        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/to");
        assertThat(problem.at("/errors/0/reason").asString()).isEqualTo("is too short for +1");
    }

    @Test
    void answersEveryOtherMistakeAsAProblemToo() {
        assertProblem(send("{'text':'" + "x".repeat(300_000) + "'}"), 413, "too-large");
        assertProblem(send("{}", "Idempotency-Key", " "), 400, "invalid-parameter");
        assertProblem(ingress.get("/nowhere"), 404, "not-found");
        assertProblem(ingress.get("/api/v1/messages"), 405, "method-not-allowed");
        assertThat(ingress.get("/api/v1/messages").headers().firstValue("Allow"))
                .contains("POST");
        for (var path : List.of("/api/webhooks/sms", "/api/whatsapp/webhook", "/api/whatsapp/webhook/s1")) {
            var deleted = ingress.delete(path);
            assertProblem(deleted, 405, "method-not-allowed");
            assertThat(deleted.headers().firstValue("Allow").orElse("").split(","))
                    .containsExactlyInAnyOrder("GET", "HEAD", "POST");
        }
        assertProblem(ingress.delete("/api/health"), 405, "method-not-allowed");
        var form = ingress.post("/api/v1/messages", FORM, "a=b");
        assertProblem(form, 415, "unsupported-media-type");
        assertThat(form.headers().firstValue("Accept")).contains(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/api/webhooks/health"})
    void saysThatItIsThereAndWhere(String path) {
        var health = json(ingress.get(path).body());

        assertThat(health.path("status").asString()).isEqualTo("ok");
        assertThat(health.path("message").asString()).isEqualTo("Webhook endpoints are active");
        assertThat(health.at("/endpoints/sms").asString()).isEqualTo("/api/webhooks/sms");
        assertThat(health.at("/endpoints/status").asString()).isEqualTo("/api/webhooks/status");
        assertThat(health.at("/endpoints/meta").asString()).isEqualTo("/api/whatsapp/webhook");
    }

    @Test
    void letsInWhoeverBringsATokenWithTheScope() {
        var current = "c".repeat(32);
        var previous = "p".repeat(32);
        var later = Instant.now().plusSeconds(60);
        var body = "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}";
        try (var guarded = new RunningIngress(
                        broker, PREFIX, "--JWT_SECRET=" + current, "--JWT_SECRET_PREVIOUS=" + previous)
                .awaitReady()) {
            assertProblem(guarded.post("/api/v1/messages", JSON, body), 401, "unauthenticated");
            for (var secret : List.of(current, previous)) {
                var token = RunningIngress.token(secret, "shop", "messages:send", later);
                var answer = guarded.post(
                        "/api/v1/messages", JSON, body, "Authorization", "Bearer " + token, "Idempotency-Key", "k");
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(json(answer.body()).path("id").asString())
                        .isEqualTo(MessageId.of("shop", "k").toString());
            }
            for (var token : List.of(
                    RunningIngress.token("x".repeat(32), "shop", "messages:send", later),
                    RunningIngress.token(
                            current, "shop", "messages:send", Instant.now().minusSeconds(600)),
                    RunningIngress.token(current, null, "messages:send", later))) {
                assertProblem(
                        guarded.post("/api/v1/messages", JSON, body, "Authorization", "Bearer " + token),
                        401,
                        "unauthenticated");
            }
            var reading = RunningIngress.token(current, "shop", "messages:read", later);
            assertProblem(
                    guarded.post("/api/v1/messages", JSON, body, "Authorization", "Bearer " + reading),
                    403,
                    "forbidden");
            assertThat(guarded.get("/api/health").statusCode()).isEqualTo(200);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer.body()).path("type").asString()).isEqualTo("urn:switchboard:problem:" + type);
        assertThat(json(answer.body()).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer.body()).path("traceId").asString()).hasSize(32);
        assertThat(answer.body()).doesNotContain("Exception", "java.");
    }

    private static HttpResponse<String> send(String body, String... headers) {
        return ingress.post("/api/v1/messages", JSON, body.replace('\'', '"'), headers);
    }

    private static byte[] inbound(String sid) {
        return new String(Fixtures.read("twilio/inbound-whatsapp-text.form"))
                .replace("SM0000000000000000000000000000000a", sid)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] call(String what, String sid) {
        return new String(Fixtures.read("twilio/call-" + what + ".form"))
                .replace("CA0000000000000000000000000000000a", sid)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(String wamid) {
        return new String(Fixtures.read("meta/message-text.json"))
                .replace("wamid.A", wamid)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> on(String topic, String mark) {
        return Published.on(broker, PREFIX + topic).stream()
                .filter(record -> value(record).contains(mark))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static JsonNode json(String text) {
        return Wire.JSON.readTree(text);
    }
}
