package dev.switchboard.status.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

class AccessIT {

    private static final String SECRET = "a secret of more than thirty-two bytes, for tests";
    private static final String PREVIOUS = "the secret before that, which is still accepted";

    private static final String KEY = "sk_live_shop";

    /** {@code printf %s sk_live_shop | sha256sum} */
    private static final String KEY_HASH = "36a412bc5f78e8d4275ff7b0789d1d36bf0e89dfa43fe8d6463d67d995eef11f";

    private static RunningStatus status;
    private static WebTestClient api;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("jwt"), SECRET + "\n");
        status = RunningStatus.start(
                "--APP_ENV=production",
                "--JWT_SECRET_FILE=" + file,
                "--JWT_SECRET_PREVIOUS=" + PREVIOUS,
                "--API_KEYS=shop:messages:read:" + KEY_HASH);
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @Test
    void nobodyReadsWithoutAValidToken() throws JOSEException {
        for (var token : new String[] {
            null, "nonsense", token("of somebody else, and just as long as it must be", "messages:read")
        }) {
            ask("/api/v1/messages", token)
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .contentType("application/problem+json")
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:switchboard:problem:unauthenticated")
                    .jsonPath("$.traceId")
                    .exists();
        }
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() throws JOSEException {
        ask("/api/v1/messages", token(SECRET, "messages:send"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:switchboard:problem:forbidden")
                .jsonPath("$.detail")
                .isEqualTo("The scope messages:read is missing.");
    }

    @Test
    void aPreviewNeedsItsOwnScope() throws JOSEException {
        for (var token : new String[] {null, token(SECRET, "messages:read messages:reveal")}) {
            preview(token)
                    .expectStatus()
                    .value(code -> assertThat(code).isIn(401, 403))
                    .expectBody();
        }
        preview(token(SECRET, "dlt:replay")).expectStatus().isEqualTo(422).expectBody();
    }

    private static WebTestClient.ResponseSpec preview(@Nullable String token) {
        return api.post()
                .uri("/internal/preview")
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .bodyValue("{}")
                .exchange();
    }

    @Test
    void aTokenOfThePreviousSecretIsAccepted() throws JOSEException {
        ask("/api/v1/messages", token(PREVIOUS, "messages:read"))
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void anApiKeyIsAcceptedInEitherHeader() {
        for (var header : List.of("Authorization", "X-Api-Key")) {
            var shown = header.equals("Authorization") ? "Bearer " + KEY : KEY;
            api.get()
                    .uri("/api/v1/messages")
                    .header(header, shown)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody();
        }
        ask("/api/v1/messages", KEY + "x").expectStatus().isUnauthorized().expectBody();
    }

    @Test
    void healthNeedsNoToken() {
        ask("/actuator/health", null).expectStatus().isOk().expectBody();
        ask("/actuator/health/liveness", null).expectStatus().isOk().expectBody();
        ask("/actuator/health/readiness", null).expectStatus().isOk().expectBody();
        ask("/actuator/prometheus", null).expectStatus().isOk().expectBody();
        ask("/actuator/metrics", null).expectStatus().isUnauthorized().expectBody();
    }

    @Test
    void numbersNamesAndWordsAreSeenOnlyWithLeave() throws JOSEException {
        receive(News.received(Channel.WHATSAPP, new Address("+14155550100"), "Nobody's business", 1));
        var reader = token(SECRET, "messages:read");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> ask("/api/whatsapp/conversations", reader)
                        .expectBody()
                        .jsonPath("$.length()")
                        .isEqualTo(1));

        for (var path : new String[] {
            "/api/whatsapp/conversations", "/api/whatsapp/contact_messages?contact=14155550100", "/api/v1/messages"
        }) {
            assertThat(body(path, reader))
                    .contains("+14***0100")
                    .doesNotContain("+14155550100", "Nobody's business", "Ada");
            assertThat(body(path, token(SECRET, "messages:read messages:reveal")))
                    .contains("+14155550100", "Nobody's business", "Ada");
        }
        var id = status.sql()
                .sql("select id::text from messages")
                .query(String.class)
                .single();
        assertThat(body("/api/v1/messages/" + id + "/events", reader))
                .contains("MessageReceived")
                .doesNotContain("+14155550100", "Nobody's business", "Ada");
    }

    @Test
    void productionDoesNotStartWithoutASecret() {
        assertThatThrownBy(() -> RunningStatus.start("--APP_ENV=production"))
                .rootCause()
                .hasMessageStartingWith("JWT_SECRET is missing");
    }

    private static String body(String path, String token) {
        return String.valueOf(ask(path, token)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @SuppressWarnings("unchecked")
    private static void receive(MessageReceived received) {
        var envelope = new Envelope("1", "/test", News.at(0), null, null);
        var topic = status.bean(Topics.class).inbound();
        status.bean(KafkaTemplate.class).send(topic.record(received, envelope)).join();
    }

    /** Whoever asks must read the body, or its buffer is never given back. */
    private static WebTestClient.ResponseSpec ask(String path, @Nullable String token) {
        return api.get()
                .uri(path)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange();
    }

    static String token(String secret, String scopes) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .subject("support")
                .claim("scope", scopes)
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }
}
