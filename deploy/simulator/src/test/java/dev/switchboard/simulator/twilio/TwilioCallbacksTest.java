package dev.switchboard.simulator.twilio;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.Ingress;
import dev.switchboard.simulator.RunningSimulator;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TwilioCallbacksTest {
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void carriesTheFieldsOfEachChannel() {
        var whatsapp = last("whatsapp:", number("0149"), "undelivered");
        var sms = last("", number("0149"), "delivered");

        assertThat(whatsapp)
                .containsEntry("AccountSid", TwilioTransport.ACCOUNT)
                .containsEntry("ApiVersion", "2010-04-01")
                .containsEntry("MessageStatus", "undelivered")
                .containsEntry("SmsStatus", "undelivered")
                .containsEntry("SmsSid", whatsapp.get("MessageSid"))
                .containsEntry("ChannelPrefix", "whatsapp")
                .containsEntry("EventType", "UNDELIVERED")
                .containsEntry("ErrorCode", "63049")
                .containsKeys("ChannelInstallSid", "ChannelToAddress", "ChannelStatusMessage");
        assertThat(whatsapp.get("ChannelToAddress")).endsWith("XXXX");
        assertThat(sms).containsEntry("MessageStatus", "delivered").doesNotContainKeys("ChannelPrefix", "ErrorCode");
        assertThat(sms.get("RawDlrDoneDate")).matches("\\d{10}");
    }

    @Test
    void givesEachCallbackItsOwnIdempotencyToken() {
        var sid = last("", number("0100"), "delivered").get("MessageSid");

        assertThat(INGRESS.calls(sid).stream().map(call -> call.header("I-Twilio-Idempotency-Token")))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void makesTheSameIdsFromTheSameSeed() {
        assertThat(firstSid()).isEqualTo(firstSid());
    }

    private static String firstSid() {
        try (var simulator = new RunningSimulator("http://127.0.0.1:1", "--SIMULATOR_SEED=7")) {
            return Message.creator(new PhoneNumber("+14155550150"), new PhoneNumber("+15550002222"), "Hello")
                    .create(TwilioTransport.client(simulator))
                    .getSid();
        }
    }

    private static Map<String, String> last(String channel, String number, String status) {
        var mid = UUID.randomUUID().toString();
        Message.creator(new PhoneNumber(channel + number), new PhoneNumber(channel + "+15550001111"), "Hello")
                .setStatusCallback(URI.create(RunningSimulator.PUBLIC + "/status?mid=" + mid))
                .create(TwilioTransport.client(SIMULATOR));
        await().until(() ->
                INGRESS.calls(mid).stream().anyMatch(call -> call.body().contains("MessageStatus=" + status)));
        return INGRESS.calls(mid).getLast().form();
    }
}
