package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** webhook → verify → decode → topic → state. */
class ReceiveFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();

    @ParameterizedTest
    @CsvSource({"twilio, whatsapp, +14155550301", "twilio, sms, +14155550302", "meta, whatsapp, +14155550303"})
    void whatACustomerWritesAppearsInTheInbox(String provider, String channel, String customer) {
        switchboard.receive("""
                {"provider":"%s","channel":"%s","from":"%s","text":"Thanks, tomorrow please","profileName":"Ana"}""".formatted(provider, channel, customer));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(switchboard.conversations()).anySatisfy(conversation -> {
                    assertThat(conversation.get("contact").stringValue()).isEqualTo(customer);
                    assertThat(conversation.get("channel").stringValue()).isEqualTo(channel);
                    assertThat(conversation.get("lastMessageText").stringValue())
                            .isEqualTo("Thanks, tomorrow please");
                }));
    }
}
