package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
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
