package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ScriptTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    private final String number = number("0177");
    private final String mid = UUID.randomUUID().toString();

    @AfterEach
    void asUsual() {
        SIMULATOR.delete("/api/scripts");
        SIMULATOR.delete("/api/handsets");
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void playsTheStepsWithTheirCodesAndRepetitions() {
        script("""
            {"to":"%s","steps":[{"status":"sent","told":false},{"status":"delivered","times":3},
             {"status":"undelivered","code":30008,"after":0.05}]}""".formatted(number));

        sms();

        await().until(() -> INGRESS.calls(mid).size() == 4);
        assertThat(told()).containsExactly("delivered", "delivered", "delivered", "undelivered");
        assertThat(INGRESS.calls(mid).getLast().form()).containsEntry("ErrorCode", "30008");
        assertThat(message()
                        .path("history")
                        .valueStream()
                        .map(one -> one.path("status").asString()))
                .containsExactly("queued", "sent", "delivered", "undelivered");
    }

    @Test
    void refusesAsWrittenAndOnlyAsOften() {
        script("""
            {"to":"*0177","next":1,"refuse":{"status":400,"code":21614,"message":"not a mobile"}}""");

        var refused = catchThrowableOfType(ApiException.class, this::sms);

        assertThat(refused.getCode()).isEqualTo(21614);
        assertThat(refused.getMessage()).contains("not a mobile");
        assertThat(sms().getSid()).isNotBlank();
    }

    @Test
    void playsForMetaInMetasWords() {
        script("""
            {"to":"%s","steps":[{"status":"failed","code":131026}]}""".formatted(number));

        SIMULATOR.graph(text());

        await().until(() -> !INGRESS.calls(mid).isEmpty());
        assertThat(INGRESS.calls(mid).getFirst().body()).contains("\"code\":131026", "Message undeliverable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'steps':[{'status':'sent'}]} | to
        {'to':'here','steps':[{'status':'sent'}]} | to
        {'to':'+14155550177'} | steps
        {'to':'+14155550177','steps':[]} | steps
        {'to':'+14155550177','steps':[{'status':'sent','times':0}]} | steps.times
        {'to':'+14155550177','steps':[{'status':'sent','after':-1}]} | steps.after
        {'to':'+14155550177','steps':[{'code':1}]} | steps.status
        {'to':'+14155550177','refuse':{'status':200}} | refuse.status
        """)
    void namesTheFieldThatIsWrong(String script, String field) {
        var answer = SIMULATOR.post("/api/scripts", script.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningSimulator.JSON.readTree(answer.body()).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void whatIsSentToAPhoneThatIsOffArrivesWhenItIsOn() {
        handset("{\"offline\":true}");
        SIMULATOR.graph(text());
        await().until(() -> status().equals("sent"));
        await().pollDelay(Duration.ofMillis(200)).until(() -> status().equals("sent"));

        handset("{\"offline\":false}");

        await().until(() -> status().equals("read"));
    }

    @Test
    void aCustomerWhoHasBlockedUsIsNeverReached() {
        handset("{\"blocked\":true}");
        SIMULATOR.graph(text());

        await().until(() -> status().equals("sent"));
        await().until(() -> SIMULATOR.json("/api/callbacks").path("waiting").intValue() == 0);
        assertThat(status()).isEqualTo("sent");
        assertThat(catchThrowableOfType(ApiException.class, this::sms).getCode())
                .isEqualTo(21610);
    }

    @Test
    void aPhoneWithoutWhatsAppGetsNone() {
        handset("{\"whatsapp\":false}");

        SIMULATOR.graph(text());

        await().until(() -> status().equals("failed"));
        assertThat(message().path("errorCode").intValue()).isEqualTo(131026);
        assertThat(SIMULATOR.json("/api/handsets/" + number).path("whatsapp").booleanValue())
                .isFalse();
    }

    private static void script(String json) {
        assertThat(SIMULATOR.post("/api/scripts", json).statusCode()).isEqualTo(200);
    }

    private void handset(String json) {
        assertThat(SIMULATOR.put("/api/handsets/" + number, json).statusCode()).isEqualTo(200);
    }

    private Message sms() {
        return Message.creator(new PhoneNumber(number), new PhoneNumber("+15550002222"), "Hello")
                .setStatusCallback(URI.create(RunningSimulator.PUBLIC + "/status?mid=" + mid))
                .create(TwilioTransport.client(SIMULATOR));
    }

    private List<String> told() {
        return INGRESS.calls(mid).stream()
                .map(call -> call.form().get("MessageStatus"))
                .toList();
    }

    private JsonNode message() {
        return SIMULATOR.json("/api/messages?mid=" + mid).at("/messages/0");
    }

    private String status() {
        return message().path("status").asString();
    }

    private String text() {
        return """
            {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"x"},"biz_opaque_callback_data":"%s"}""".formatted(number, mid);
    }
}
