package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** failure → fallback → send request. */
class FallbackFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();

    @ParameterizedTest
    @CsvSource({"twilio, undelivered, 63049, +14155010149", "meta, failed, 131049, +14155020149"})
    void aWithheldWhatsAppIsFollowedByExactlyOneSms(String provider, String ends, String code, String customer) {
        var id = switchboard.send("""
                {"to":"%s","channel":"whatsapp","provider":"%s","template":"spring_sale","fallback":"sms",\
                "text":"Sale ends today"}""".formatted(customer, provider));

        var original = switchboard.awaitStatus(id, ends);
        assertThat(original.get("failure").get("code").stringValue()).isEqualTo(code);
        var smsId = switchboard.awaitFallback(id);
        var sms = switchboard.awaitStatus(smsId, "delivered");

        assertThat(sms.get("fallbackOf").stringValue()).isEqualTo(id);
        assertThat(sms.get("channel").stringValue()).isEqualTo("sms");
        assertThat(sms.get("text").stringValue()).isEqualTo("Sale ends today");
        assertThat(switchboard.sendsAtProviderTo(customer))
                .filteredOn(send -> send.get("channel").stringValue().equals("sms"))
                .hasSize(1);
    }
}
