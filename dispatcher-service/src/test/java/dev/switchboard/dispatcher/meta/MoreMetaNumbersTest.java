package dev.switchboard.dispatcher.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers beside the usual one, as a file names them. */
@Timeout(30)
class MoreMetaNumbersTest {

    @ParameterizedTest
    @CsvSource({"+15550003333, 42, token", "+15550009999, 99, other", "99, 99, other"})
    void whoseNumberItIsSends(String from, String number, String token, @TempDir Path folder) throws IOException {
        var file = folder.resolve("accounts.yml");
        Files.writeString(file, """
                meta:
                  - name: brand
                    appSecret: secret
                    accessToken: other
                    numbers: [{phoneNumberId: "99", number: "+15550009999"}]
                """);
        var exchange = TestCalls.exchange();
        try (var meta = new FakeProvider()) {
            var properties = TestProperties.with(Map.of(
                    "WHATSAPP_GRAPH_URL", meta.url().toString(),
                    "WHATSAPP_ACCESS_TOKEN", "token",
                    "WHATSAPP_PHONE_NUMBER_ID", "42",
                    "WHATSAPP_DISPLAY_PHONE_NUMBER", "15550003333",
                    "ACCOUNTS_FILE", file.toString()));
            var carrier = new MetaConfiguration()
                    .meta(
                            properties,
                            exchange,
                            Clock.systemUTC(),
                            new MoreAccounts(properties),
                            KnownFailures.builtIn(Provider.META));
            meta.answers("/v25.0/" + number + "/messages", 200, "{\"messages\":[{\"id\":\"wamid.B\"}]}");
            var request = from(from);

            assertThat(carrier.line(request)).isEqualTo(number);
            assertThat(carrier.send(request, Lease.endless()).answer()).isInstanceOf(Answer.Taken.class);
            assertThat(meta.asked)
                    .singleElement()
                    .satisfies(
                            asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer " + token));
        } finally {
            exchange.destroy();
        }
    }

    private static SendRequest from(String from) {
        return Wire.JSON.readValue("""
                {"messageId":"0199a1b2-0000-7000-8000-000000000001","channel":"whatsapp","to":"+14155550100",
                 "from":"%s","content":{"type":"text","body":"Hello"}}""".formatted(from), SendRequest.class);
    }
}
