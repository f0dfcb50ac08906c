package dev.switchboard.ingress.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.gateway.Mode.Algorithm;
import dev.switchboard.ingress.gateway.Mode.Encoding;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** The expected signatures were made with another program: {@code printf '{"event":"ready"}' | openssl dgst -hmac s3cret}. */
class GatewayProofTest {

    private static final String BODY = "{\"event\":\"ready\"}";
    private static final String SHA256 = "0e8930575e5da38a17164961bc65d9464cb1484aa9576cd731f22d10608702c9";
    private static final String SHA512 =
            "74a3c12df4fc3c862e7cae74d9d20a142153f7bf958731d6aea1b788ef3b122385e468f8a05dd1b47d701d6e720af8d654fe8db170d97c788dbe85ffb3f17cb9";
    private static final String SHA256_BASE64 = "DokwV15do4oXFklhvGXZRkyxSEqpV2zXMfItEGCHAsk=";
    private static final RotatingSecret SECRET = RotatingSecret.of("new", null, "s3cret");
    private static final RotatingSecret KEY = RotatingSecret.of("key-1", "key-2", null);
    private static final RotatingSecret NONE = RotatingSecret.of(null, null, null);

    private static final Mode USUAL = new Mode("X-Webhook-Signature", "sha256=", Encoding.HEX, Algorithm.SHA256);

    @ParameterizedTest
    @CsvSource({
        "X-Webhook-Signature, sha256=, HEX, SHA256, sha256=" + SHA256,
        "X-Hub-Signature-512, '', HEX, SHA512, " + SHA512,
        "X-Sign, '', BASE64, SHA256, " + SHA256_BASE64,
        "X-Webhook-Signature, '', HEX, SHA256, 0E8930575E5DA38A17164961BC65D9464CB1484AA9576CD731F22D10608702C9"
    })
    void acceptsEachWayToSign(String header, String prefix, Encoding encoding, Algorithm algorithm, String signature) {
        var proof = new GatewayProof(new Mode(header, prefix, encoding, algorithm), SECRET, NONE);

        assertThat(proof.verify(webhook(header, signature))).isEqualTo(new Authentic("previous"));
    }

    @Test
    void knowsWahasWayByItself() {
        var proof = new GatewayProof(USUAL, SECRET, NONE);

        assertThat(proof.verify(webhook("X-Webhook-Hmac", SHA512))).isEqualTo(new Authentic("previous"));
        assertThat(proof.verify(webhook("X-Webhook-Hmac", SHA256))).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void acceptsAKeyOfWhoeverCannotSign() {
        var proof = new GatewayProof(USUAL, SECRET, KEY);

        assertThat(proof.verify(webhook("X-Api-Key", "key-2"))).isEqualTo(new Authentic("next"));
        assertThat(proof.verify(webhook("X-Api-Key", "key-3"))).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        assertThat(proof.verify(webhook("X-Api-Key", "s3cret"))).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void doesNotLetAKeyExcuseAWrongSignature() {
        var proof = new GatewayProof(USUAL, SECRET, KEY);

        assertThat(proof.verify(webhook("X-Api-Key", "key-1", "X-Webhook-Signature", "sha256=00")))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        assertThat(proof.verify(webhook("X-Api-Key", "key-1", "X-Webhook-Hmac", "00")))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource({"sha256=", "sha256=xyz", "sha512=" + SHA256, SHA256, "sha256=" + SHA512, "''"})
    void rejectsWhatIsWrittenOrSignedOtherwise(String signature) {
        var proof = new GatewayProof(USUAL, SECRET, KEY);

        assertThat(proof.verify(webhook("X-Webhook-Signature", signature)))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void rejectsWhatBringsNothingOrWhatNothingIsKnownFor() {
        assertThat(new GatewayProof(USUAL, SECRET, KEY).verify(webhook())).isEqualTo(new Rejected(Reason.NO_SIGNATURE));
        assertThat(new GatewayProof(USUAL, NONE, KEY).verify(webhook("X-Webhook-Signature", "sha256=" + SHA256)))
                .isEqualTo(new Rejected(Reason.NOT_CONFIGURED));
        assertThat(new GatewayProof(USUAL, SECRET, NONE).verify(webhook("x-api-key", "")))
                .isEqualTo(new Rejected(Reason.NOT_CONFIGURED));
    }

    private static Webhook webhook(String... headers) {
        var all = new HttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.set(headers[i], headers[i + 1]);
        }
        return new Webhook(
                HttpMethod.POST, "/api/whatsapp/webhook/shop", null, all, BODY.getBytes(UTF_8), Instant.EPOCH);
    }
}
