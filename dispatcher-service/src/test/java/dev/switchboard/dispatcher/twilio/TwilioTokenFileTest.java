package dev.switchboard.dispatcher.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TwilioTokenFileTest {

    private static final SendRequest REQUEST = Wire.JSON.readValue("""
            {"messageId":"0199a1b2-0000-7000-8000-000000000001","channel":"whatsapp","to":"+14155550100",
             "content":{"type":"text","body":"Hello"}}""", SendRequest.class);

    @Test
    void theUsualAccountTakesUpANewTokenWithoutARestart(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "first\n");
        var exchange = TestCalls.exchange();
        try (var twilio = new FakeProvider()) {
            var properties = TestProperties.with(Map.of(
                    "TWILIO_API_URL",
                    twilio.url().toString(),
                    "TWILIO_ACCOUNT_SID",
                    "AC1",
                    "TWILIO_AUTH_TOKEN_FILE",
                    token.toString(),
                    "TWILIO_WHATSAPP_FROM",
                    "whatsapp:+15550001111"));
            var carrier = new TwilioConfiguration()
                    .twilio(
                            properties,
                            exchange,
                            Clock.systemUTC(),
                            new MoreAccounts(properties),
                            KnownFailures.builtIn(Provider.TWILIO));
            twilio.answers("/2010-04-01/Accounts/AC1/Messages.json", 201, "{\"sid\":\"SM1\",\"account_sid\":\"AC1\"}");
            carrier.send(REQUEST, Lease.endless());
            assertThat(twilio.asked.getLast().header("Authorization")).isEqualTo(basic("AC1:first"));

            Files.writeString(token, "second\nfirst\n");

            await().until(() -> {
                carrier.send(REQUEST, Lease.endless());
                return twilio.asked.getLast().header("Authorization").equals(basic("AC1:second"));
            });
        } finally {
            exchange.destroy();
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
