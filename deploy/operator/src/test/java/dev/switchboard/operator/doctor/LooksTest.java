package dev.switchboard.operator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.Addresses;
import dev.switchboard.operator.Asked;
import dev.switchboard.operator.FakeSystem;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.doctor.Finding.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    private static final String HEX = "0123456789abcdef0123456789abcdef";

    private final FakeSystem system = new FakeSystem();

    @TempDir
    private Path temporary;

    @AfterEach
    void end() {
        system.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        TWILIO_ACCOUNT_SID | AC0123456789abcdef0123456789abcde | should be AC and 32 hexadecimal digits
        TWILIO_AUTH_TOKEN | "0123456789abcdef0123456789abcdef" | quotation mark
        TWILIO_AUTH_TOKEN | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | 0123…ef (64 chars)
        TWILIO_WHATSAPP_FROM | 4155550100 | should be a number
        WHATSAPP_PHONE_NUMBER_ID | +15550003333 | should be the id of the number
        WHATSAPP_APP_SECRET | 0123 | … (4 chars)
        JWT_SECRET | short | should be 32 characters or more
        """)
    void aCredentialOfTheWrongFormIsNamedAndNotShown(String name, String value, String says) {
        assertThat(found(new Credentials(with(Map.of(name, value)))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.PROBLEM);
                    assertThat(finding.says()).contains(name, says);
                    assertThat(finding.fix()).contains(name);
                    if (!name.endsWith("FROM") && !name.endsWith("ID")) {
                        assertThat(finding.text()).doesNotContain(value);
                    }
                });
    }

    @Test
    void aLineBreakOrASpaceAtTheEndIsSeen() {
        assertThat(found(new Credentials(with(Map.of("TWILIO_AUTH_TOKEN", HEX + "\n")))))
                .extracting(Finding::says)
                .singleElement()
                .asString()
                .contains("line break");
        assertThat(found(new Credentials(with(Map.of("TWILIO_AUTH_TOKEN", HEX + " ")))))
                .extracting(Finding::says)
                .singleElement()
                .asString()
                .contains("space");
    }

    @Test
    void goodCredentialsAreNoNews() {
        var good = Map.of(
                "TWILIO_ACCOUNT_SID",
                "AC" + HEX,
                "TWILIO_AUTH_TOKEN",
                HEX,
                "TWILIO_WHATSAPP_FROM",
                "whatsapp:+15550001111");

        assertThat(found(new Credentials(with(good))))
                .extracting(Finding::state)
                .containsExactly(State.OK);
        assertThat(found(new Providers(with(good)))).extracting(Finding::state).containsExactly(State.OK, State.NOTE);
    }

    @Test
    void halfASetIsAProblemAndNoSetIsNone() {
        assertThat(found(new Providers(with(Map.of("TWILIO_ACCOUNT_SID", "AC" + HEX))))
                        .getFirst())
                .satisfies(half -> assertThat(half.state()).isEqualTo(State.PROBLEM))
                .satisfies(half -> assertThat(half.fix()).contains("TWILIO_AUTH_TOKEN"));
        assertThat(found(new Providers(with(Map.of()))))
                .extracting(Finding::state)
                .containsOnly(State.NOTE);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_BASE_URL, http://gw.example.com, is not https",
        "PUBLIC_BASE_URL, https://gw.example.com:8443, names port 8443",
        "PUBLIC_BASE_URL, https://gw.example.com/, ends with a slash",
        "PUBLIC_BASE_URL, gw.example.com, is no address",
        "WEBHOOK_URL, https://gw.example.com, has no path",
        "STATUS_CALLBACK_URL, https://gw.example.com/status?x=1, has a query"
    })
    void anAddressThatIsSignedOtherwiseIsNamed(String name, String url, String says) {
        assertThat(found(new PublicAddresses(with(Map.of(name, url)))))
                .extracting(Finding::says)
                .singleElement()
                .isEqualTo(name + " " + says + (says.equals("is no address") ? ": https://host is missing" : "")
                        + (says.equals("has a query") ? " or a fragment" : ""));
    }

    @Test
    void whoIsLiveNeedsAPublicAddress() {
        var live = Map.of("TWILIO_ACCOUNT_SID", "AC" + HEX, "TWILIO_AUTH_TOKEN", HEX);

        assertThat(found(new PublicAddresses(with(live))))
                .extracting(Finding::state)
                .containsExactly(State.PROBLEM);
        assertThat(found(new PublicAddresses(with(Map.of()))))
                .extracting(Finding::state)
                .containsExactly(State.NOTE);
    }

    @ParameterizedTest
    @CsvSource({"v20.0, PROBLEM", "v13.0, PROBLEM", "25, PROBLEM", "v21.0, NOTE", "v25.0, OK", "v26.0, NOTE"})
    void aVersionHasAnEnd(String version, State state) {
        assertThat(found(new GraphVersion(with(Map.of("WHATSAPP_API_VERSION", version)))))
                .extracting(Finding::state)
                .containsExactly(state);
    }

    @Test
    void ingressIsAskedWhetherItWouldTakeWhatIsSignedHere() {
        system.answering(
                        "POST /actuator/signatures",
                        200,
                        "{'provider':'x','verdict':'wrong_signature','hints':['look there']}")
                .answering(
                        "GET /api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=t%26x",
                        200, "1158201444");
        var settings = with(Map.of(
                "TWILIO_AUTH_TOKEN", HEX, "WHATSAPP_VERIFY_TOKEN", "t&x", "PUBLIC_BASE_URL", "https://gw.example.com"));

        assertThat(found(new SelfTest(settings, here())))
                .extracting(Finding::state)
                .containsExactly(State.PROBLEM, State.OK);
        assertThat(system.calls().getFirst().body())
                .contains("https://gw.example.com/api/v1/whatsapp/status", "X-Twilio-Signature")
                .doesNotContain(HEX);

        system.answering("POST /actuator/signatures", 200, "{'verdict':'authentic'}");
        assertThat(found(new SelfTest(settings, here())))
                .extracting(Finding::state)
                .containsOnly(State.OK);
    }

    @Test
    void theProvidersAreOnlyAskedOnlineAndOnlyRead() {
        var settings = new HashMap<>(Map.of(
                "TWILIO_ACCOUNT_SID",
                "AC" + HEX,
                "TWILIO_AUTH_TOKEN",
                HEX,
                "TWILIO_API_URL",
                system.url(),
                "WHATSAPP_ACCESS_TOKEN",
                "EAAG0123456789abcdefgh",
                "WHATSAPP_PHONE_NUMBER_ID",
                "15550003333",
                "WHATSAPP_BUSINESS_ACCOUNT_ID",
                "100000000000001",
                "WHATSAPP_GRAPH_URL",
                system.url()));
        system.answering("GET /2010-04-01/Accounts/AC" + HEX + ".json", 200, "{'status':'active','type':'Full'}")
                .answering("GET /v25.0/15550003333", 200, "{'quality_rating':'GREEN'}")
                .answering(
                        "GET /v25.0/100000000000001/message_templates?limit=100",
                        200,
                        "{'data':[{'status':'APPROVED'},{'status':'REJECTED'}]}");

        assertThat(found(new Online(with(settings))))
                .extracting(Finding::says)
                .containsExactly(
                        "account is active, type Full",
                        "number is known, quality green",
                        "1 of 2 templates are approved");
        assertThat(system.calls()).allSatisfy(call -> assertThat(call.method()).isEqualTo("GET"));

        system.answering("GET /2010-04-01/Accounts/AC" + HEX + ".json", 401, "{}");
        assertThat(found(new Online(with(settings))).getFirst().state()).isEqualTo(State.PROBLEM);
    }

    @Test
    void aPublicNameThatSomebodyElseAnswersIsNotOurs() {
        var settings = with(Map.of("PUBLIC_BASE_URL", system.url()));

        assertThat(found(new PublicName(settings)).getFirst().says()).contains("answered by somebody else");
        system.answering("GET /api/webhooks/health", 200, "{'message':'Webhook endpoints are active'}");
        assertThat(found(new PublicName(settings)).getFirst().state()).isEqualTo(State.OK);
    }

    @Test
    void whyASignatureDoesNotMatchIsAskedOfIngress() {
        system.answering(
                "POST /actuator/signatures",
                200,
                "{'provider':'twilio','verdict':'wrong_signature','differences':['scheme'],'hints':['signed for"
                        + " http']}");

        var explained = Asked.of(
                Map.of("SWITCHBOARD_URL", system.url()),
                temporary,
                CLOCK,
                "doctor",
                "signature",
                "--url",
                "https://gw.example.com/api/webhooks/sms?mid=1",
                "--body",
                "MessageSid=SM1",
                "--sig",
                "abc=");

        assertThat(explained.exit()).isEqualTo(1);
        assertThat(explained.output()).isEqualToIgnoringNewLines("✗ twilio: signed for http");
        assertThat(system.calls().getFirst().body())
                .contains("X-Twilio-Signature: abc=", "MessageSid=SM1", "?mid=1", "x-www-form-urlencoded");
    }

    @Test
    void aSignatureThatMatchesEndsWell() {
        system.answering(
                "POST /actuator/signatures", 200, "{'provider':'meta','verdict':'authentic','matched':'previous'}");

        var explained = Asked.of(
                Map.of("SWITCHBOARD_URL", system.url()),
                temporary,
                CLOCK,
                "doctor",
                "signature",
                "--url",
                "https://gw.example.com/api/whatsapp/webhook",
                "--body",
                "{}",
                "--sig",
                "sha256=00");

        assertThat(explained.exit()).isZero();
        assertThat(explained.output()).contains("the secret previous");
        assertThat(system.calls().getFirst().body()).contains("X-Hub-Signature-256: sha256=00", "application/json");
    }

    private Addresses here() {
        return new Where(with(Map.of("SWITCHBOARD_URL", system.url()))).addresses();
    }

    private Surroundings with(Map<String, String> environment) {
        return new Surroundings(environment, temporary, CLOCK);
    }

    private static List<Finding> found(Look look) {
        return look.findings().toList();
    }
}
