package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same flows by Meta's Cloud API; receiving and falling back are told beside Twilio's. */
class MetaFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();

    @Test
    void metaFindsItsChallengeEchoed() {
        var handshake = switchboard.post(switchboard.simulator("/api/meta/handshake"));

        assertThat(handshake.get("echoed").booleanValue()).isTrue();
    }

    @Test
    void whatIsAskedForIsSentOnceAndItsStateToldUntilItIsRead() {
        var id = switchboard.send("""
                {"to":"+14155550100","channel":"whatsapp","provider":"meta","text":"Your parcel is here."}""");

        var message = switchboard.awaitStatus(id, "read");

        assertThat(switchboard.history(id)).containsExactly("requested", "accepted", "sent", "delivered", "read");
        assertThat(message.get("provider").stringValue()).isEqualTo("meta");
        assertThat(message.get("providerId").stringValue()).startsWith("wamid.");
        assertThat(switchboard.sendsAtProvider(id)).hasSize(1);
    }
}
