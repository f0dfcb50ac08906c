package dev.switchboard.simulator.meta;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.Ingress;
import dev.switchboard.simulator.Ingress.Call;
import dev.switchboard.simulator.RunningSimulator;
import dev.switchboard.simulator.Secret;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GraphTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void takesASendAndAnswersWithItsId() {
        var answer = SIMULATOR.graph(text("+14155550150", "m-1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        var sent = RunningSimulator.JSON.readTree(answer.body());
        assertThat(sent.path("messaging_product").asString()).isEqualTo("whatsapp");
        assertThat(sent.at("/contacts/0/input").asString()).isEqualTo("+14155550150");
        assertThat(sent.at("/contacts/0/wa_id").asString()).isEqualTo("14155550150");
        assertThat(sent.at("/messages/0/id").asString()).startsWith("wamid.HBgL");
        assertThat(sent.at("/messages/0").has("message_status")).isFalse();
    }

    @Test
    void acceptsATemplateByName() {
        var answer = SIMULATOR.graph("""
                {"messaging_product":"whatsapp","to":"14155550150","type":"template",
                 "template":{"name":"spring_sale","language":{"code":"en"}}}""");

        assertThat(answer.body()).contains("\"message_status\":\"accepted\"");
    }

    @Test
    void sendsToAUserWithoutANumber() {
        var mid = UUID.randomUUID().toString();

        var answer = SIMULATOR.graph("""
                {"messaging_product":"whatsapp","recipient":"US.13491208655302741918","type":"text",
                 "text":{"body":"hi"},"biz_opaque_callback_data":"%s"}""".formatted(mid));

        assertThat(answer.body())
                .contains("\"user_id\":\"US.13491208655302741918\"")
                .doesNotContain("wa_id");
        await().until(() -> INGRESS.calls(mid).size() == 3);
        assertThat(status(INGRESS.calls(mid).getFirst())
                        .path("recipient_user_id")
                        .asString())
                .isEqualTo("US.13491208655302741918");
    }

    @Test
    void marksAMessageRead() {
        var answer =
                SIMULATOR.graph("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.A\"}");

        assertThat(answer.body()).isEqualTo("{\"success\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0100, sent delivered read, -",
                "0149, failed, 131049",
                "0116, failed, 131047",
                "0121, failed, 131050",
                "0155, read delivered read sent delivered sent, -",
                "0166, sent undecodable delivered read, -"
            })
    void tellsTheFate(String digits, String told, Integer error) {
        var mid = UUID.randomUUID().toString();
        var expected = List.of(told.split(" "));

        var answer = SIMULATOR.graph(text(number(digits), mid));

        var wamid = RunningSimulator.JSON
                .readTree(answer.body())
                .at("/messages/0/id")
                .asString();
        await().untilAsserted(() ->
                assertThat(INGRESS.calls(wamid).stream().map(GraphTest::told)).isEqualTo(expected));
        assertThat(INGRESS.calls(wamid)).allSatisfy(GraphTest::assertAuthentic);
        assertThat(INGRESS.calls(wamid).stream().map(GraphTest::status).filter(status -> status.has("status")))
                .allSatisfy(status -> assertThat(
                                status.path("biz_opaque_callback_data").asString())
                        .isEqualTo(mid));
        var last = status(INGRESS.calls(wamid).getLast());
        assertThat(last.at("/errors/0/code").asInt(0)).isEqualTo(error == null ? 0 : error);
    }

    @Test
    void paysForMarketingAndNotForService() {
        var service = UUID.randomUUID().toString();
        var marketing = UUID.randomUUID().toString();

        SIMULATOR.graph(text(number("0100"), service));
        SIMULATOR.graph("""
                {"messaging_product":"whatsapp","to":"%s","type":"template","biz_opaque_callback_data":"%s",
                 "template":{"name":"spring_sale","language":{"code":"en"}}}""".formatted(number("0116"), marketing));

        await().until(() ->
                INGRESS.calls(service).size() == 3 && INGRESS.calls(marketing).size() == 3);
        assertThat(status(INGRESS.calls(service).getFirst())
                        .at("/pricing/category")
                        .asString())
                .isEqualTo("service");
        assertThat(status(INGRESS.calls(marketing).getFirst())
                        .at("/pricing/category")
                        .asString())
                .isEqualTo("marketing");
        assertThat(status(INGRESS.calls(marketing).getFirst()).path("timestamp").asString())
                .matches("\\d{10}");
    }

    @Test
    void isTooBusyTwiceAndThenFine() {
        var body = text(number("0129"), UUID.randomUUID().toString());

        assertThat(List.of(body, body, body))
                .extracting(send -> SIMULATOR.graph(send).statusCode())
                .containsExactly(429, 429, 200);
    }

    @Test
    void neverCallsBackForASilentRecipient() {
        var mid = UUID.randomUUID().toString();

        SIMULATOR.graph(text(number("0150"), mid));

        await().until(() -> SIMULATOR
                .json("/api/messages?mid=" + mid)
                .at("/messages/0/status")
                .asString()
                .equals("sent"));
        await().until(() -> SIMULATOR.json("/api/callbacks").path("waiting").asInt() == 0);
        assertThat(INGRESS.calls(mid)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | 100",
                "[] | 100",
                "{'to':'14155550100','type':'text','text':{'body':'x'}} | 100",
                "{'messaging_product':'whatsapp','type':'text','text':{'body':'x'}} | 100",
                "{'messaging_product':'whatsapp','to':'14155550100','type':'pigeon'} | 100",
                "{'messaging_product':'whatsapp','to':'nobody','type':'text','text':{'body':'x'}} | 131009",
                "{'messaging_product':'whatsapp','to':'14155550100','type':'text'} | 131008",
                "{'messaging_product':'whatsapp','to':'14155550100','type':'text','text':{}} | 131008",
                "{'messaging_product':'whatsapp','to':'14155550100','type':'template','template':{'name':'x'}} | 131008",
                "{'messaging_product':'whatsapp','to':'14155550100','type':'image','image':{'caption':'x'}} | 131008",
                "{'messaging_product':'whatsapp','status':'read'} | 131008"
            })
    void refusesWhatMetaRefuses(String body, int code) {
        var answer = SIMULATOR.graph(body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer.body())).isEqualTo(code);
    }

    @Test
    void takesATextOf4096CharactersAndNoLonger() {
        var longest = text("14155550150", "m-2").replace("Grüße", "x".repeat(4096));

        assertThat(SIMULATOR.graph(longest).statusCode()).isEqualTo(200);
        assertThat(code(SIMULATOR.graph(longest.replace("xxx\"", "xxxx\"")).body()))
                .isEqualTo(131009);
    }

    @Test
    void refusesAWrongTokenAndAForeignNumber() {
        var body = text("14155550100", "m-3");

        var stranger = SIMULATOR.graph("/v25.0/15550003333/messages", "Bearer somebody-else", body);
        var foreign = SIMULATOR.graph("/v25.0/15559999999/messages", "Bearer simulator-access-token", body);

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(code(stranger.body())).isEqualTo(190);
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(foreign.body()).contains("\"error_subcode\":33");
    }

    private static int code(String body) {
        return RunningSimulator.JSON.readTree(body).at("/error/code").asInt();
    }

    private static String told(Call call) {
        return status(call).path("status").asString("undecodable");
    }

    private static JsonNode status(Call call) {
        return call.body().endsWith("}")
                ? RunningSimulator.JSON.readTree(call.body()).at("/entry/0/changes/0/value/statuses/0")
                : RunningSimulator.JSON.missingNode();
    }

    private static void assertAuthentic(Call call) {
        assertThat(call.target().getPath()).isEqualTo("/api/whatsapp/webhook");
        assertThat(call.header("X-Hub-Signature-256"))
                .isEqualTo(MetaSignature.of(new Secret("simulator-app-secret"), call.body()));
    }

    private static String text(String to, String mid) {
        return """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"%s","type":"text",
                 "text":{"body":"Grüße"},"biz_opaque_callback_data":"%s"}""".formatted(to, mid);
    }
}
