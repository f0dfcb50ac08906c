package dev.switchboard.dispatcher.meta;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MetaTokenFileTest {

    private static final SendRequest REQUEST = Wire.JSON.readValue("""
            {"messageId":"0199a1b2-0000-7000-8000-000000000001","channel":"whatsapp","to":"+14155550100",
             "content":{"type":"text","body":"Hello"}}""", SendRequest.class);

    @Test
    void theUsualNumberTakesUpANewTokenWithoutARestart(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "first\n");
        var exchange = TestCalls.exchange();
        try (var meta = new FakeProvider()) {
            var properties = TestProperties.with(Map.of(
                    "WHATSAPP_GRAPH_URL", meta.url().toString(),
                    "WHATSAPP_ACCESS_TOKEN_FILE", token.toString(),
                    "WHATSAPP_PHONE_NUMBER_ID", "42"));
            var carrier = new MetaConfiguration()
                    .meta(
                            properties,
                            exchange,
                            Clock.systemUTC(),
                            new MoreAccounts(properties),
                            KnownFailures.builtIn(Provider.META));
            meta.answers("/v25.0/42/messages", 200, "{\"messages\":[{\"id\":\"wamid.B\"}]}");
            carrier.send(REQUEST, Lease.endless());
            assertThat(meta.asked.getLast().header("Authorization")).isEqualTo("Bearer first");

            Files.writeString(token, "second\n");

            await().until(() -> {
                carrier.send(REQUEST, Lease.endless());
                return meta.asked.getLast().header("Authorization").equals("Bearer second");
            });
        } finally {
            exchange.destroy();
        }
    }
}
