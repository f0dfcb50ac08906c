package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** send request → ledger → provider → outcome → state, by Twilio. */
@ExtendWith(OutputCaptureExtension.class)
class SendFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();

    @Test
    void whatIsAskedForIsSentOnceAndItsStateToldUntilItIsRead(CapturedOutput log) {
        var id = switchboard.send("""
                {"to":"+14155550100","channel":"whatsapp","text":"Your parcel is here."}""");

        var message = switchboard.awaitStatus(id, "read");

        assertThat(switchboard.history(id))
                .containsExactly("requested", "accepted", "queued", "sent", "delivered", "read");
        assertThat(message.get("channel").stringValue()).isEqualTo("whatsapp");
        assertThat(message.get("provider").stringValue()).isEqualTo("twilio");
        assertThat(message.get("text").stringValue()).isEqualTo("Your parcel is here.");
        assertThat(switchboard.sendsAtProvider(id))
                .singleElement()
                .satisfies(send -> assertThat(send.get("sid").stringValue())
                        .isEqualTo(message.get("providerId").stringValue()));
        assertThat(log).doesNotContain("4155550100").doesNotContain("Your parcel is here.");
    }

    @Test
    void anSmsIsDelivered() {
        var id = switchboard.send("""
                {"to":"+14155550100","channel":"sms","text":"Your code is 123456"}""");

        switchboard.awaitStatus(id, "delivered");

        assertThat(switchboard.history(id)).containsExactly("requested", "accepted", "queued", "sent", "delivered");
    }

    @Test
    void theSameKeyTwiceIsOneMessageSentOnce() {
        var key = UUID.randomUUID().toString();
        var body = """
                {"to":"+14155550100","channel":"whatsapp","text":"Only once."}""";

        var id = switchboard.send(body, key);
        var again = switchboard.send(body, key);

        assertThat(again).isEqualTo(id);
        switchboard.awaitStatus(id, "read");
        assertThat(switchboard.sendsAtProvider(id)).hasSize(1);
    }

    @Test
    void theCallersTraceLeadsToTheStoredMessage() {
        var traceId = UUID.randomUUID().toString().replace("-", "");
        var answer = switchboard.call(HttpRequest.newBuilder(switchboard.ingress("/api/v1/messages"))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"to":"+14155550100","channel":"whatsapp","text":"Traced."}""")));
        var id = Wire.JSON.readTree(answer.body()).get("id").stringValue();

        var message = switchboard.awaitStatus(id, "read");

        assertThat(message.get("traceId").stringValue()).isEqualTo(traceId);
    }

    @Test
    void callbacksOutOfOrderAndRepeatedEndInTheSameState() {
        var id = switchboard.send("""
                {"to":"+14155550155","channel":"whatsapp","text":"Shuffled."}""");

        switchboard.awaitStatus(id, "read");
    }
}
