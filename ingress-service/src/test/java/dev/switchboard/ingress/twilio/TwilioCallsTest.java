package dev.switchboard.ingress.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TwilioCallsTest {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void readsACall() {
        var fact = (Fact.Received) TwilioCalls.received(form("call-inbound"));
        var call = (CallReceived) fact.event();

        assertThat(call.callId()).isEqualTo("CA0000000000000000000000000000000a");
        assertThat(call.caller()).isEqualTo(new Address("+14155550100"));
        assertThat(call.ours()).isEqualTo(new Address("+15550002222"));
        assertThat(call.occurredAt()).isEqualTo(RECEIVED_AT);
        assertThat(fact.id())
                .isEqualTo(TwilioCalls.received(form("call-inbound")).id());
    }

    @Test
    void takesACallFromWhoeverHidesTheNumber() {
        var call = (CallReceived) ((Fact.Received) TwilioCalls.received(form("call-from-hidden-number"))).event();

        assertThat(call.caller()).isEqualTo(new Address("Anonymous"));
    }

    @Test
    void readsHowACallWentOnAtTheTimeTwilioTells() {
        var fact = (Fact.Received) TwilioCalls.progressed(form("call-completed"));
        var call = (CallProgressed) fact.event();

        assertThat(call.progress()).isEqualTo("completed");
        assertThat(call.sequence()).isEqualTo(3);
        assertThat(call.durationSeconds()).isEqualTo(42);
        assertThat(call.occurredAt()).isEqualTo(Instant.parse("2026-11-21T09:59:58Z"));
        assertThat(fact.id()).endsWith(":completed");
    }

    @Test
    void doesNotReadWhatIsAboutNoCall() {
        assertThatThrownBy(() -> TwilioCalls.progressed(form("call-without-sid")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("CallSid is missing");
    }

    private static TwilioForm form(String fixture) {
        return new TwilioForm(Parameters.parse(Fixtures.read("twilio/" + fixture + ".form")), RECEIVED_AT);
    }
}
