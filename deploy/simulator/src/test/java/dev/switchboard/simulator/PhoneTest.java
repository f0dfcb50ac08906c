package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.twilio.TwilioTransport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PhoneTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    private final String number = number("0100");

    @BeforeEach
    void begin() {
        SIMULATOR.delete("/api/chats");
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void aChatHoldsWhatWasSentAndWhatWasWritten() {
        send();
        await().until(() -> chat().at("/bubbles/0/status").asString().equals("read"));
        write("{\"provider\":\"twilio\",\"channel\":\"sms\",\"from\":\"%s\",\"text\":\"Thanks\"}");

        var bubbles = chat().path("bubbles");
        assertThat(bubbles.valueStream().map(bubble -> bubble.path("text").asString()))
                .containsExactly("Your parcel", "Thanks");
        assertThat(bubbles.valueStream().map(bubble -> bubble.path("ours").booleanValue()))
                .containsExactly(true, false);
        assertThat(bubbles.get(1).path("status").asString()).isEqualTo("200");

        var chats = SIMULATOR.json("/api/chats").path("chats");
        assertThat(chats).hasSize(1);
        assertThat(chats.get(0).path("number").asString()).isEqualTo(number);
        assertThat(chats.get(0).at("/last/text").asString()).isEqualTo("Thanks");
    }

    @Test
    void aReactionAndAnAnswerNameTheirMessage() {
        send();
        var wamid = chat().at("/bubbles/0/id").asString();
        write("{\"provider\":\"meta\",\"from\":\"%s\",\"reaction\":\"👍\",\"replyTo\":\"" + wamid + "\"}");
        write("{\"provider\":\"meta\",\"from\":\"%s\",\"text\":\"This one\",\"replyTo\":\"" + wamid + "\"}");

        var posted = INGRESS.calls(wamid).stream()
                .map(call -> RunningSimulator.JSON.readTree(call.body()).at("/entry/0/changes/0/value/messages/0"))
                .filter(message -> message.has("type"))
                .toList();
        assertThat(posted.getFirst().at("/reaction/message_id").asString()).isEqualTo(wamid);
        assertThat(posted.getFirst().at("/reaction/emoji").asString()).isEqualTo("👍");
        assertThat(posted.getLast().at("/context/id").asString()).isEqualTo(wamid);
        assertThat(chat().at("/bubbles/1/reaction").asString()).isEqualTo("👍");
    }

    @Test
    void aPictureGoesOutAsTwilioTellsIt() {
        write("{\"provider\":\"twilio\",\"from\":\"%s\",\"mediaUrl\":\"https://example.com/a.jpg\"}");

        assertThat(INGRESS.calls().getLast().form())
                .containsEntry("NumMedia", "1")
                .containsEntry("MediaUrl0", "https://example.com/a.jpg")
                .containsEntry("MediaContentType0", "image/jpeg")
                .containsEntry("MessageType", "image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta", "twilio"})
    void aPictureIsFetchedAsFromItsProvider(String provider) {
        var isMeta = provider.equals("meta");
        var authorization = isMeta ? "Bearer simulator-access-token" : basic();
        var picture = Base64.getEncoder().encodeToString("a picture".getBytes(UTF_8));
        write("{\"provider\":\"" + provider
                + "\",\"from\":\"%s\",\"text\":\"Look\",\"mediaUrl\":\"data:image/png;base64," + picture + "\"}");

        var call = INGRESS.calls().getLast();
        var url = isMeta
                ? SIMULATOR.url(
                        "/v25.0/" + value(call).at("/messages/0/image/id").asString())
                : URI.create(call.form().get("MediaUrl0"));
        if (isMeta) {
            assertThat(value(call).at("/messages/0/image/caption").asString()).isEqualTo("Look");
            assertThat(value(call).at("/messages/0/image/mime_type").asString()).isEqualTo("image/png");
            var about = RunningSimulator.JSON.readTree(
                    SIMULATOR.send(fetch(url, authorization)).body());
            url = URI.create(about.path("url").asString());
        }
        var file = SIMULATOR.send(fetch(url, authorization));
        assertThat(file.body()).isEqualTo("a picture");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(SIMULATOR.send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(401);
        assertThat(chat().at("/bubbles/0/mediaUrl").asString()).isEqualTo("image/png");
    }

    private static String basic() {
        var credentials = TwilioTransport.ACCOUNT + ":" + TwilioTransport.TOKEN;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static JsonNode value(Ingress.Call call) {
        return RunningSimulator.JSON.readTree(call.body()).at("/entry/0/changes/0/value");
    }

    private static HttpRequest.Builder fetch(URI url, String authorization) {
        return HttpRequest.newBuilder(url).header("Authorization", authorization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta", "twilio"})
    void whatWeReadIsMarkedAndThatWeWriteIsShownUntilTheAnswerIsThere(String provider) {
        write("{\"provider\":\"" + provider + "\",\"from\":\"%s\",\"text\":\"Is it coming?\"}");
        write("{\"provider\":\"" + provider + "\",\"from\":\"%s\",\"text\":\"Hello?\"}");
        assertThat(chat().path("typing").booleanValue()).isFalse();

        var id = chat().at("/bubbles/1/id").asString();
        if (provider.equals("meta")) {
            SIMULATOR.graph("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id
                    + "\",\"typing_indicator\":{\"type\":\"text\"}}");
        } else {
            var typing = "{\"channel\":\"whatsapp\",\"messageId\":\"" + id + "\"}";
            assertThat(typing(basic(), typing).statusCode()).isEqualTo(200);
            assertThat(typing("Basic x", typing).statusCode()).isEqualTo(401);
        }

        assertThat(chat().path("typing").booleanValue()).isTrue();
        assertThat(chat().path("bubbles").valueStream()).allMatch(bubble -> bubble.has("readAt"));
        send();
        assertThat(chat().path("typing").booleanValue()).isFalse();
    }

    private static HttpResponse<String> typing(String authorization, String body) {
        return SIMULATOR.send(HttpRequest.newBuilder(SIMULATOR.url("/v3/Indicators/Typing.json"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aReactionToNothingIsRefused() {
        var answer = SIMULATOR.post(
                "/api/inbound", "{\"provider\":\"meta\",\"from\":\"%s\",\"reaction\":\"👍\"}".formatted(number));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"replyTo\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/phone", "/phone/phone.css", "/phone/phone.js"})
    void thePageNeedsNothingFromElsewhere(String path) {
        var answer = SIMULATOR.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainPattern("https?://").doesNotContain("@import", "innerHTML");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
    }

    @Test
    void aBrowserIsShownThePhoneAndATerminalTheUsage() {
        var browser =
                SIMULATOR.send(HttpRequest.newBuilder(SIMULATOR.url("/")).header("Accept", "text/html,*/*;q=0.8"));

        assertThat(browser.headers().firstValue("Location")).hasValue("/phone");
        assertThat(SIMULATOR.get("/").body()).contains("POST   /api/inbound", "0149");
        assertThat(SIMULATOR.json("/api/fates").path("fates")).hasSizeGreaterThanOrEqualTo(8);
    }

    private void send() {
        SIMULATOR.graph("""
                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"Your parcel"}}""".formatted(number));
    }

    private void write(String inbound) {
        assertThat(SIMULATOR.post("/api/inbound", inbound.formatted(number)).statusCode())
                .isEqualTo(200);
    }

    private JsonNode chat() {
        return SIMULATOR.json("/api/chats/" + number);
    }
}
