package dev.switchboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());
    private static final String TOKEN = "00000000000000000000000000000000";

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @BeforeEach
    void returnsHandshakes() {
        INGRESS.echoing(true);
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp, /api/v1/whatsapp/webhook, whatsapp:+14155550100, whatsapp:+15550001111",
        "sms, /api/webhooks/sms, +14155550100, +15550002222"
    })
    void writesThroughTwilio(String channel, String path, String from, String to) {
        var answer = SIMULATOR.post("/api/inbound", """
                {"provider":"twilio","channel":"%s","from":"+14155550100","text":"Danke ❤ & so on","profileName":"Zoë \\"Z\\""}
                """.formatted(channel));

        var id = RunningSimulator.JSON.readTree(answer.body()).path("id").asString();
        assertThat(answer.body()).contains("\"webhookStatus\":200");
        var call = INGRESS.calls(id).getFirst();
        assertThat(call.target().toString()).isEqualTo(path);
        assertThat(call.form())
                .containsEntry("From", from)
                .containsEntry("To", to)
                .containsEntry("Body", "Danke ❤ & so on")
                .containsEntry("SmsStatus", "received")
                .containsEntry("NumMedia", "0");
        var validator = new RequestValidator(TOKEN);
        var signature = call.header("X-Twilio-Signature");
        assertThat(validator.validate(RunningSimulator.PUBLIC + path, call.form(), signature))
                .isTrue();
    }

    @Test
    void tellsTwiliosWhatsAppProfile() {
        SIMULATOR.post("/api/inbound", """
                {"provider":"twilio","from":"+14155550101","text":"Hi","profileName":"Zoë \\"Z\\"","id":"SMprofile"}""");

        var form = INGRESS.calls("SMprofile").getFirst().form();
        assertThat(form).containsEntry("ProfileName", "Zoë \"Z\"").containsEntry("WaId", "14155550101");
        var metadata = RunningSimulator.JSON.readTree(form.get("ChannelMetadata"));
        assertThat(metadata.at("/data/context/ProfileName").asString()).isEqualTo("Zoë \"Z\"");
    }

    @Test
    void writesThroughMetaWithEscapedLetters() {
        var answer = SIMULATOR.post("/api/inbound", """
                {"provider":"meta","channel":"whatsapp","from":"+14155550100","text":"Zoë/❤","profileName":"Zoë"}""");

        var id = RunningSimulator.JSON.readTree(answer.body()).path("id").asString();
        var call = INGRESS.calls(id).getFirst();
        assertThat(call.target().toString()).isEqualTo("/api/whatsapp/webhook");
        assertThat(call.body()).contains("Zo\\u00eb\\/\\u2764").matches("\\p{ASCII}*");
        assertThat(call.header("X-Hub-Signature-256")).matches("sha256=[0-9a-f]{64}");
        var value = RunningSimulator.JSON.readTree(call.body()).at("/entry/0/changes/0/value");
        assertThat(value.at("/metadata/phone_number_id").asString()).isEqualTo("15550003333");
        assertThat(value.at("/contacts/0/wa_id").asString()).isEqualTo("14155550100");
        assertThat(value.at("/messages/0/text/body").asString()).isEqualTo("Zoë/❤");
        assertThat(value.at("/messages/0/type").asString()).isEqualTo("text");
    }

    @Test
    void writesWithoutANumberWhenMetaKnowsTheUserOnlyById() {
        SIMULATOR.post("/api/inbound", """
                {"provider":"meta","userId":"US.1349","text":"Hi","id":"wamid.user"}""");

        var value = RunningSimulator.JSON
                .readTree(INGRESS.calls("wamid.user").getFirst().body())
                .at("/entry/0/changes/0/value");
        assertThat(value.at("/contacts/0/user_id").asString()).isEqualTo("US.1349");
        assertThat(value.at("/messages/0/from_user_id").asString()).isEqualTo("US.1349");
        assertThat(value.at("/messages/0").has("from")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'from':'+14155550100','text':'x'} | provider",
                "{'provider':'pigeon','from':'+14155550100','text':'x'} | provider",
                "{'provider':'twilio','channel':'fax','from':'+14155550100','text':'x'} | channel",
                "{'provider':'meta','channel':'sms','from':'+14155550100','text':'x'} | channel",
                "{'provider':'twilio','text':'x'} | from",
                "{'provider':'twilio','from':'me','text':'x'} | from",
                "{'provider':'meta','text':'x'} | from",
                "{'provider':'twilio','from':'+14155550100','to':'you','text':'x'} | to",
                "{'provider':'twilio','from':'+14155550100'} | text",
                "no json | body"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = SIMULATOR.post("/api/inbound", body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningSimulator.JSON.readTree(answer.body()).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void shakesHandsWithIngress() {
        var answer = SIMULATOR.post("/api/meta/handshake", "");

        assertThat(answer.body()).contains("\"webhookStatus\":200", "\"echoed\":true");
        var query = INGRESS.calls("hub.challenge").getFirst().target().getQuery();
        assertThat(query).contains("hub.mode=subscribe", "hub.verify_token=simulator-verify-token");
    }

    @Test
    void saysWhenTheHandshakeIsNotReturned() {
        INGRESS.echoing(false);

        assertThat(SIMULATOR.post("/api/meta/handshake", "").body()).contains("\"echoed\":false");
    }

    @Test
    void saysWhenIngressIsAway() {
        try (var simulator = new RunningSimulator("http://127.0.0.1:1")) {
            var answer = simulator.post(
                    "/api/inbound", "{\"provider\":\"twilio\",\"from\":\"+14155550100\",\"text\":\"x\"}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("ingress-unreachable");
        }
    }
}
