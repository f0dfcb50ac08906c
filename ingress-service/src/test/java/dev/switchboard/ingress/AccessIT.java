package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may send, by token and by key. */
@Timeout(120)
class AccessIT {

    private static final String SECRET = "s".repeat(32);
    private static final String KEY = "sk_live_0123456789abcdef0123456789abcdef";
    private static final String JSON = "application/json";
    private static final String BODY = "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}";

    private static RunningIngress ingress;

    @BeforeAll
    static void start() throws NoSuchAlgorithmException {
        ingress = new RunningIngress(
                        Infrastructure.forTests().bootstrapServers(),
                        "access-" + UUID.randomUUID() + ".",
                        "--JWT_SECRET=" + SECRET,
                        "--API_KEYS=shop:messages:send+messages:read:" + sha256(KEY) + ",reader:messages:read:"
                                + sha256(KEY + "r"))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @Test
    void aKeyIsShownInEitherHeaderAndIsTheCallerOfTheIdempotencyKey() {
        for (var shown : List.of(List.of("Authorization", "Bearer " + KEY), List.of("X-Api-Key", KEY))) {
            var answer = send(shown.get(0), shown.get(1), "Idempotency-Key", "k");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(Wire.JSON.readTree(answer.body()).path("id").asString())
                    .isEqualTo(MessageId.of("shop", "k").toString());
        }
    }

    @Test
    void whoShowsNothingOrNothingValidHearsHowToDoIt() {
        var nothing = send();
        assertThat(nothing.statusCode()).isEqualTo(401);
        assertThat(nothing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(nothing.body()).contains("X-Api-Key").contains("problem:unauthenticated");

        for (var wrong : List.of(
                KEY + "x",
                "sk_live_",
                "nonsense",
                RunningIngress.token(SECRET, "shop", "messages:send", null),
                RunningIngress.token(SECRET, " ", "messages:send", Instant.now().plusSeconds(60)))) {
            var answer = send("Authorization", "Bearer " + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).doesNotContain(wrong).contains("traceId");
        }
        assertThat(send("Authorization", "Bearer " + RunningIngress.token(SECRET, "shop", "messages:send", null))
                        .body())
                .contains("The exp claim is not valid.");
        assertThat(send(
                                "Authorization",
                                "Bearer " + RunningIngress.token("o".repeat(32), "shop", "messages:send", null))
                        .body())
                .contains("unknown, or changed")
                .doesNotContain("exp");
        assertThat(send("Authorization", "Basic c2hvcDpzZWNyZXQ=").statusCode()).isEqualTo(401);
        assertThat(send("Authorization", "Bearer a b").statusCode()).isEqualTo(401);
    }

    @Test
    void whoMayNotHearsWhichScopeIsMissing() {
        var forbidden = send("X-Api-Key", KEY + "r");

        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body())
                .contains("The scope messages:send is missing.")
                .contains("problem:forbidden");
        assertThat(forbidden.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_scope\", scope=\"messages:send\"");
        assertThat(ingress.post(Preview.PATH, JSON, "{}", "X-Api-Key", KEY).body())
                .contains("The scope dlt:replay is missing.");
        assertThat(ingress.post(Preview.PATH, JSON, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void aWebhookIsNotAskedForWhatItsHeadersLookLike() {
        var path = "/api/whatsapp/webhook/s1";
        var body = "{\"event\":\"qr\",\"data\":{\"qr\":\"2@x\"}}";

        assertThat(ingress.post(
                                path,
                                JSON,
                                body,
                                "x-api-key",
                                "simulator-gateway-key",
                                "Authorization",
                                "Bearer of-the-gateway")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ingress.post("/api/webhooks/sms", JSON, body, "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> send(String... headers) {
        return ingress.post("/api/v1/messages", JSON, BODY, headers);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
