package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.infrastructure.Infrastructure;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is heard at all, and how often. The tests stand for the trusted proxy. */
@Timeout(120)
class EdgeIT {

    private static final String JSON = "application/json";
    private static final String MESSAGES = "/api/v1/messages";
    private static final String BODY = "{\"to\":\"+14155550100\",\"channel\":\"sms\",\"text\":\"x\"}";
    private static final String SECRET = "s".repeat(32);

    private static RunningIngress ingress;

    @BeforeAll
    static void start() {
        ingress = new RunningIngress(
                        Infrastructure.forTests().bootstrapServers(),
                        "edge-" + UUID.randomUUID() + ".",
                        "--TRUSTED_PROXIES=127.0.0.1",
                        "--HTTPS_ONLY=true",
                        "--ALLOWED_IPS=203.0.113.0/24, 2001:db8::/32",
                        "--API_CALLS_PER_SECOND=3",
                        "--FAILURES_PER_MINUTE=5",
                        "--CORS_ALLOWED_ORIGINS=https://desk.example.com",
                        "--JWT_SECRET=" + SECRET)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @Test
    void isHeardByHttpsAlone() {
        var plain = ingress.post(MESSAGES, JSON, BODY, "X-Forwarded-For", "203.0.113.1");

        assertProblem(plain, 403, "https-required");
        assertProblem(ingress.get("/api/health"), 403, "https-required");
        assertProblem(ingress.post("/api/webhooks/sms", JSON, "{}"), 403, "https-required");
        assertThat(ingress.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(ingress.get("/actuator/../api/health").statusCode()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 | 202",
                "2001:db8::1 | 202",
                "192.0.2.1 | 403",
                "203.0.113.1, 192.0.2.1 | 403",
                "192.0.2.1, 203.0.113.1 | 202"
            })
    void letsAddressesCallTheApiThatAreAllowed(String forwarded, int status) {
        for (var path : List.of(MESSAGES, "/api/v1/%6dessages")) {
            var answer = call(path, UUID.randomUUID().toString(), forwarded);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        }
    }

    @Test
    void takesWebhooksFromEverywhere() {
        assertThat(twilio(RunningIngress.TWILIO_TOKEN, "192.0.2.200").statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsACallerWhoCallsTooOftenWhenToComeAgainAndNobodyElse() {
        var often = UUID.randomUUID().toString();
        var statuses = new ArrayList<Integer>();
        HttpResponse<String> last = null;
        for (int i = 0; i < 30 && (last == null || last.statusCode() != 429); i++) {
            last = call(MESSAGES, often, "203.0.113.2");
            statuses.add(last.statusCode());
        }

        assertThat(statuses).contains(202, 429);
        assertProblem(last, 429, "too-many-requests");
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(call(MESSAGES, UUID.randomUUID().toString(), "203.0.113.2").statusCode())
                .isEqualTo(202);
    }

    @Test
    void tellsAFloodOfForgeriesToStopAndTakesWhatIsAuthenticInItsMidst() {
        var flood = "192.0.2.50";
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 12; i++) {
            statuses.add(twilio("wrong", flood).statusCode());
            assertThat(twilio(RunningIngress.TWILIO_TOKEN, flood).statusCode()).isEqualTo(200);
        }

        assertThat(statuses.subList(0, 5)).containsOnly(403);
        assertThat(statuses).contains(429);
        var refused = twilio("wrong", flood);
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(twilio("wrong", "192.0.2.51").statusCode()).isEqualTo(403);
        assertThat(ingress.get("/actuator/prometheus").body())
                .contains("messaging_edge_refused_total{reason=\"failures\"}");
    }

    @Test
    void tellsWhoeverTriesTokensToStopAndLetsTheRightOneIn() {
        var from = "203.0.113.77";
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 8; i++) {
            statuses.add(post(MESSAGES, from, "Authorization", "Bearer wrong").statusCode());
        }

        assertThat(statuses).startsWith(401).endsWith(429);
        assertThat(call(MESSAGES, UUID.randomUUID().toString(), from).statusCode())
                .isEqualTo(202);
    }

    @Test
    void letsThePagesOfNamedOriginsCall() {
        var named = ingress.preflight(
                MESSAGES, "https://desk.example.com", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.3");
        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).contains("https://desk.example.com");
        assertThat(named.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("idempotency-key");
        assertThat(named.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();

        var other = ingress.preflight(
                MESSAGES, "https://evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.3");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpResponse<String> call(String path, String caller, String forwarded) {
        var token = RunningIngress.token(
                SECRET, caller, "messages:send", Instant.now().plusSeconds(60));
        return post(path, forwarded, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> post(String path, String forwarded, String header, String value) {
        return ingress.post(
                path, JSON, BODY, header, value, "X-Forwarded-Proto", "https", "X-Forwarded-For", forwarded);
    }

    private static HttpResponse<String> twilio(String token, String forwarded) {
        return ingress.postSigned(
                token,
                "/api/webhooks/sms",
                Fixtures.read("twilio/inbound-sms-text.form"),
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-For",
                forwarded);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Wire.JSON.readTree(answer.body()).path("type").asString())
                .isEqualTo("urn:switchboard:problem:" + type);
    }
}
