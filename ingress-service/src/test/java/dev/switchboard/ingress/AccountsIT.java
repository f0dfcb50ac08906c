package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts, each believed by its own secrets, from a file that changes while it is read. */
@Timeout(60)
class AccountsIT {

    private static final String FILE = """
            twilio:
              - name: shop-eu
                accountSid: AC00000000000000000000000000000077
                authToken: {current: of-the-subaccount, next: coming}
            meta:
              - name: brand
                appSecret: of-the-other-app
                verifyToken: of-its-handshake
              - name: sister
                appSecret: of-the-sister
                numbers: [{phoneNumberId: 43}]
            gateway:
              - session: till
                name: till
                secret: of-the-till
                signature: {header: X-Signature, prefix: none, encoding: base64, algorithm: sha512}
            """;

    private static final String PREFIX = "accounts-" + UUID.randomUUID() + ".";

    @TempDir
    private static Path folder;

    private static Path file;
    private static RunningIngress ingress;

    @BeforeAll
    static void start() throws IOException {
        file = folder.resolve("accounts.yaml");
        Files.writeString(file, FILE);
        ingress = new RunningIngress(
                        Infrastructure.forTests().bootstrapServers(),
                        PREFIX,
                        "--ACCOUNTS_FILE=" + file,
                        "--WEBHOOK_TOLERANCE=5m")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @Test
    void believesASubaccountByItsOwnTokenAndAboutItselfAlone() {
        assertThat(twilio("of-the-subaccount", "AC00000000000000000000000000000077"))
                .isEqualTo(200);
        assertThat(twilio("coming", "AC00000000000000000000000000000077")).isEqualTo(200);
        assertThat(twilio(RunningIngress.TWILIO_TOKEN, "AC00000000000000000000000000000077"))
                .isEqualTo(200);
        assertThat(twilio("of-the-subaccount", "AC00000000000000000000000000000078"))
                .isEqualTo(403);
        assertThat(ingress.get("/actuator/prometheus").body())
                .contains("matched=\"shop-eu/current\"", "matched=\"shop-eu/next\"", "matched=\"current\"")
                .doesNotContain("of-the-subaccount");
    }

    @Test
    void believesEveryAppByItsSecretAndShakesHandsByItsToken() {
        var message = Fixtures.read("meta/message-text.json");

        assertThat(ingress.postSignedByMeta("of-the-other-app", message).statusCode())
                .isEqualTo(200);
        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, message).statusCode())
                .isEqualTo(200);
        assertThat(ingress.get(
                                "/api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=7&hub.verify_token=of-its-handshake")
                        .body())
                .isEqualTo("7");
        assertThat(ingress.get("/actuator/prometheus").body()).contains("matched=\"brand/current\"");
    }

    /** Kept for a person to look at: a refusal would have Meta repeat it for days, the rest of it with it. */
    @Test
    void keepsWhatAnAppTellsOfAnotherOnesNumberUnread() {
        var several = Fixtures.read("meta/several-numbers.json");
        var before = unreadable();

        assertThat(ingress.postSignedByMeta("of-the-sister", several).statusCode())
                .isEqualTo(200);
        assertThat(ingress.postSignedByMeta(RunningIngress.APP_SECRET, several).statusCode())
                .isEqualTo(200);
        assertThat(unreadable()).isEqualTo(before);
        assertThat(ingress.postSignedByMeta("of-the-other-app", several).statusCode())
                .isEqualTo(200);
        assertThat(unreadable()).isEqualTo(before + 1);
    }

    private static int unreadable() {
        return Published.on(Infrastructure.forTests().bootstrapServers(), PREFIX + "messaging.unreadable.v1")
                .size();
    }

    @Test
    void believesASessionOnlyInItsOwnWay() {
        var event = "{\"dataType\":\"ready\"}";
        var signature =
                Base64.getEncoder().encodeToString(Signing.hmac("HmacSHA512", "of-the-till", event.getBytes(UTF_8)));

        assertThat(ingress.post("/api/whatsapp/webhook/till", "application/json", event, "X-Signature", signature)
                        .statusCode())
                .isEqualTo(200);
        assertThat(ingress.post("/api/whatsapp/webhook/shop", "application/json", event, "X-Signature", signature)
                        .statusCode())
                .isEqualTo(401);
        for (var name : List.of("till", "%74ill", "til%6c", "%74%69%6C%6C")) {
            assertThat(ingress.postSignedByGateway(RunningIngress.GATEWAY_SECRET, name, event.getBytes(UTF_8))
                            .statusCode())
                    .as(name)
                    .isEqualTo(401);
        }
        assertThat(ingress.postSignedByGateway(RunningIngress.GATEWAY_SECRET, "shop", event.getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnEventOfAnotherTimeWhereThatIsAskedFor() {
        var now = System.currentTimeMillis();

        assertThat(waha("{\"event\":\"session.status\",\"payload\":{\"status\":\"WORKING\"},\"timestamp\":" + now
                        + "}"))
                .isEqualTo(200);
        assertThat(waha("{\"event\":\"session.status\",\"payload\":{\"status\":\"WORKING\"},\"timestamp\":"
                        + (now - 600_000) + "}"))
                .isEqualTo(401);
        assertThat(waha("{\"event\":\"session.status\",\"payload\":{\"status\":\"WORKING\"}}"))
                .isEqualTo(401);
        assertThat(ingress.postSignedByGateway(
                                RunningIngress.GATEWAY_SECRET,
                                "shop",
                                "{\"event\":\"ready\",\"timestamp\":1}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private static int waha(String event) {
        return ingress.post(
                        "/api/whatsapp/webhook/shop",
                        "application/json",
                        event,
                        "X-Webhook-Hmac",
                        Signing.hex("HmacSHA512", RunningIngress.GATEWAY_SECRET, event.getBytes(UTF_8)))
                .statusCode();
    }

    @Test
    void tellsWhichMistakeExplainsASignature() {
        var event = "{\"dataType\":\"ready\"}".getBytes(UTF_8);
        assertThat(ingress.postSignedByGateway(RunningIngress.APP_SECRET, "shop", event)
                        .statusCode())
                .isEqualTo(401);
        await().untilAsserted(() -> {
            ingress.postSignedByGateway(RunningIngress.APP_SECRET, "shop", event);
            assertThat(ingress.get("/actuator/signatures").body())
                    .contains("other-secret")
                    .doesNotContain(RunningIngress.APP_SECRET, "sha256=");
        });
    }

    @Test
    void takesANewFileWithoutARestartAndKeepsTheOldOneWhereTheNewIsBad() throws Exception {
        Files.writeString(file, FILE + "  - {session: desk, secret: of-the-desk}\n");
        var event = "{\"dataType\":\"ready\"}".getBytes(UTF_8);
        await().until(() ->
                ingress.postSignedByGateway("of-the-desk", "desk", event).statusCode() == 200);

        Files.writeString(file, "twilio: [{name: broken");
        for (int i = 0; i < 10; i++) {
            assertThat(ingress.postSignedByGateway("of-the-desk", "desk", event).statusCode())
                    .isEqualTo(200);
            assertThat(ingress.postSignedByGateway("forged", "desk", event).statusCode())
                    .isEqualTo(401);
        }
        Files.writeString(file, FILE);
    }

    private static int twilio(String token, String account) {
        var form = new String(Fixtures.read("twilio/status-delivered.form"), UTF_8)
                .replaceAll("AccountSid=[^&]*", "AccountSid=" + account);
        return ingress.postSigned(token, "/api/webhooks/status", form.getBytes(UTF_8))
                .statusCode();
    }
}
