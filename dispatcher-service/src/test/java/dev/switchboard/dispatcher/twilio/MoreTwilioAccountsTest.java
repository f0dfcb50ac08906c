package dev.switchboard.dispatcher.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.failure.Reach;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts beside the usual one, as a file names them, and how each takes up a new token. */
@Timeout(30)
class MoreTwilioAccountsTest {

    private static final String OTHER = "AC00000000000000000000000000000077";
    private static final String SERVICE = "MG00000000000000000000000000000077";

    private final FakeProvider twilio = new FakeProvider();
    private final Exchange exchange = TestCalls.exchange();

    @TempDir
    Path folder;

    private Carrier carrier;

    @BeforeEach
    void start() throws IOException {
        write("first");
        var token = Files.writeString(folder.resolve("token"), "token\n");
        var properties = TestProperties.with(Map.of(
                "TWILIO_API_URL", twilio.url().toString(),
                "TWILIO_ACCOUNT_SID", "AC1",
                "TWILIO_AUTH_TOKEN_FILE", token.toString(),
                "TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111",
                "ACCOUNTS_FILE", folder.resolve("accounts.yml").toString()));
        carrier = new TwilioConfiguration()
                .twilio(
                        properties,
                        exchange,
                        Clock.systemUTC(),
                        new MoreAccounts(properties),
                        KnownFailures.builtIn(Provider.TWILIO));
        for (var account : new String[] {"AC1", OTHER}) {
            twilio.answers(messages(account), 201, "{\"sid\":\"SM1\",\"account_sid\":\"" + account + "\"}");
        }
    }

    @AfterEach
    void close() {
        exchange.destroy();
        twilio.close();
    }

    @ParameterizedTest
    @CsvSource({
        "+15550001111, AC1, AC1:token",
        "+15550008888, AC1, AC1:token",
        "whatsapp:+15550007777, " + OTHER + ", " + OTHER + ":first",
        "+15550007777, " + OTHER + ", " + OTHER + ":first",
        SERVICE + ", " + OTHER + ", " + OTHER + ":first"
    })
    void whoseNumberItIsSends(String from, String account, String credentials) {
        assertThat(carrier.send(from(from), Lease.endless()).answer()).isInstanceOf(Answer.Taken.class);

        assertThat(twilio.asked).singleElement().satisfies(asked -> {
            assertThat(asked.pathAndQuery()).isEqualTo(messages(account));
            assertThat(asked.header("Authorization")).isEqualTo(basic(credentials));
        });
    }

    @Test
    void theNameOfAnAccountStandsForItsNumber() {
        assertThat(carrier.sender(from("shop-eu"))).isEqualTo(new Address("+15550007777"));
        assertThat(carrier.sender(from("+15550001111"))).isEqualTo(new Address("+15550001111"));
    }

    @ParameterizedTest
    @CsvSource({
        "bakery, whatsapp, +15550007777",
        "bakery, sms, " + SERVICE,
        "florist, whatsapp, +15550001111",
        ", whatsapp, +15550001111"
    })
    void theTenantsAccountSendsWhatNamesNoSender(@Nullable String tenant, String channel, @Nullable String sender) {
        var request = request(channel, tenant == null ? "" : ",'tenant':'" + tenant + "'");

        assertThat(carrier.sender(request)).isEqualTo(sender == null ? null : new Address(sender));
        assertThat(carrier.isMeantFor(request)).isEqualTo("bakery".equals(tenant));
        var named = request("whatsapp", ",'tenant':'bakery','from':'+15550001111'");
        assertThat(carrier.sender(named)).isEqualTo(new Address("+15550001111"));
        assertThat(carrier.isMeantFor(named)).isFalse();
    }

    @Test
    void aFaultOfOneAccountLeavesTheOthersAlone() {
        for (var account : new String[] {"AC1", OTHER}) {
            twilio.answers(messages(account), 401, "{\"code\":20003,\"status\":401}");
        }

        assertThat(reach("+15550001111")).isEqualTo(Reach.ACCOUNT);
        assertThat(reach("+15550007777")).isEqualTo(Reach.SENDER);
    }

    @Test
    void aNewTokenIsUsedWithoutARestart() throws IOException {
        write("second");

        await().until(() -> {
            carrier.send(from("+15550007777"), Lease.endless()).answer();
            return twilio.asked.getLast().header("Authorization").equals(basic(OTHER + ":second"));
        });
    }

    @Test
    void theUsualAccountTakesUpANewTokenToo() throws IOException {
        Files.writeString(folder.resolve("token"), "renewed\ntoken\n");

        await().until(() -> {
            carrier.send(from("+15550001111"), Lease.endless()).answer();
            return twilio.asked.getLast().header("Authorization").equals(basic("AC1:renewed"));
        });
    }

    private Reach reach(String from) {
        return carrier.send(from(from), Lease.endless()).answer() instanceof Answer.Refused(var _, var _, var reach)
                ? reach
                : Reach.MESSAGE;
    }

    private void write(String token) throws IOException {
        Files.writeString(folder.resolve("accounts.yml"), """
                twilio:
                  - name: shop-eu
                    accountSid: %s
                    authToken: {current: %s}
                    messagingServiceSid: %s
                    senders: ["whatsapp:+15550007777"]
                    tenants: [bakery]
                """.formatted(OTHER, token, SERVICE));
    }

    private static SendRequest from(String from) {
        return request("whatsapp", ",'from':'" + from + "'");
    }

    private static SendRequest request(String channel, String more) {
        var json = "{'messageId':'0199a1b2-0000-7000-8000-000000000001','channel':'" + channel
                + "','to':'+14155550100','content':{'type':'text','body':'Hello'}" + more + "}";
        return Wire.JSON.readValue(json.replace('\'', '"'), SendRequest.class);
    }

    private static String messages(String account) {
        return "/2010-04-01/Accounts/" + account + "/Messages.json";
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
