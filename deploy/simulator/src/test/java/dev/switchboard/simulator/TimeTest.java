package dev.switchboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A day passes in a moment. Everybody here shares the clock, and so each test has numbers of its own. */
class TimeTest {

    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());
    private static final TwilioRestClient TWILIO = TwilioTransport.client(SIMULATOR);

    private final String number = RunningSimulator.number("0100");

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void theWindowOfWhoWroteClosesAfterADay() {
        write("meta");
        assertThat(fateOf(byTwilio("whatsapp:"))).isEqualTo("read");

        skip("PT24H1M");
        assertThat(fateOf(byTwilio("whatsapp:"))).isEqualTo("failed 63016");
        assertThat(fateOf(byMeta())).isEqualTo("failed 131047");
        assertThat(fateOf(byTwilio(""))).as("an SMS has no window").isEqualTo("delivered");

        write("twilio");
        assertThat(fateOf(byTwilio("whatsapp:"))).isEqualTo("read");
    }

    @Test
    void anSmsToAPhoneThatIsOffIsGivenUp() {
        SIMULATOR.put("/api/handsets/" + number, "{\"offline\":true}");
        var sid = byTwilio("");
        await().until(() -> status(sid).equals("sent"));

        skip("PT9H");
        assertThat(status(sid)).isEqualTo("sent");
        skip("PT1H");
        await().until(() -> status(sid).equals("undelivered 30003"));
        assertThat(INGRESS.calls(sid)).isNotNull();
    }

    @Test
    void whatAScriptHasForLaterHappens() {
        SIMULATOR.post("/api/scripts", """
                {"to":"%s","next":1,"steps":[{"status":"sent"},{"status":"undelivered","code":30005,"after":3600}]}
                """.formatted(number));
        var sid = byTwilio("");
        await().until(() -> status(sid).equals("sent"));

        skip("PT1H");
        await().until(() -> status(sid).equals("undelivered 30005"));
    }

    @Test
    void theTimeIsTheProvidersOwn() {
        var before = Instant.parse(SIMULATOR.json("/api/clock").path("now").asString());

        var after = Instant.parse(
                RunningSimulator.JSON.readTree(skip("PT48H")).path("now").asString());

        assertThat(Duration.between(before, after)).isBetween(Duration.ofHours(48), Duration.ofHours(49));
        assertThat(SIMULATOR.post("/api/clock", "{\"forward\":\"-PT1H\"}").statusCode())
                .isEqualTo(400);
        assertThat(SIMULATOR.post("/api/clock", "{}").body()).contains("\"field\":\"forward\"");
    }

    private static String skip(String time) {
        var answer = SIMULATOR.post("/api/clock", "{\"forward\":\"" + time + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void write(String provider) {
        var answer = SIMULATOR.post(
                "/api/inbound", "{\"provider\":\"" + provider + "\",\"from\":\"" + number + "\",\"text\":\"Hello\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private String byTwilio(String channel) {
        var from = channel.isEmpty() ? "+15550002222" : channel + "+15550001111";
        return Message.creator(new PhoneNumber(channel + number), new PhoneNumber(from), "Your parcel")
                .create(TWILIO)
                .getSid();
    }

    private String byMeta() {
        return RunningSimulator.JSON
                .readTree(SIMULATOR.graph("""
                                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"Hi"}}""".formatted(number)).body())
                .at("/messages/0/id")
                .asString();
    }

    private static String fateOf(String sid) {
        await().until(() -> status(sid).matches("read|failed.*|delivered") && !isOnItsWay(sid));
        return status(sid);
    }

    /** A WhatsApp message that was delivered is about to be read. */
    private static boolean isOnItsWay(String sid) {
        var message = SIMULATOR.json("/api/messages/" + sid);
        return message.path("status").asString().equals("delivered")
                && message.path("channel").asString().equals("whatsapp");
    }

    private static String status(String sid) {
        var message = SIMULATOR.json("/api/messages/" + sid);
        var code = message.path("errorCode").asString("");
        return (message.path("status").asString() + " " + code).strip();
    }
}
