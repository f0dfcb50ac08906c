package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.Signing;
import dev.switchboard.ingress.webhook.HmacDoctor.Way;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class HmacDoctorTest {

    private static final String RECEIVED = "{\"a\":\"\u00e4/\",\"b\":[1,2]}";
    private static final HmacDoctor DOCTOR = new HmacDoctor(
            "X-Hub-Signature-256",
            new Way("sha256=", true, "HmacSHA256"),
            List.of(new Secret("ours"), new Secret("coming")),
            List.of(new Secret("verify-token")));

    @Test
    void tellsAnotherOfOurSecrets() {
        assertThat(differences("X-Hub-Signature-256", "sha256=" + hex("HmacSHA256", "verify-token", RECEIVED)))
                .containsExactly(Difference.OTHER_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u00e4\\/\",\"b\":[1,2]}",
                "{\"a\":\"\\u00e4/\",\"b\":[1,2]}",
                "{\"a\": \"\u00e4/\", \"b\": [1, 2]}",
                "{\"a\": \"\\u00e4/\", \"b\": [1, 2]}",
                "{\"a\":\"\u00e4/\",\"b\":[1,2]}\n",
            })
    void tellsABodyThatWasWrittenAnew(String sent) {
        assertThat(differences("X-Hub-Signature-256", "sha256=" + hex("HmacSHA256", "ours", sent)))
                .containsExactly(Difference.BODY);
    }

    @Test
    void tellsAnotherWayToSign() {
        var base64 = Base64.getEncoder().encodeToString(Signing.hmac("HmacSHA256", "coming", RECEIVED.getBytes(UTF_8)));

        assertThat(differences("X-Hub-Signature-256", hex("HmacSHA256", "ours", RECEIVED)))
                .containsExactly(Difference.WAY_TO_SIGN);
        assertThat(differences("X-Hub-Signature-256", base64)).containsExactly(Difference.WAY_TO_SIGN);
        assertThat(differences("X-Hub-Signature-256", "sha512=" + hex("HmacSHA512", "ours", RECEIVED)))
                .containsExactly(Difference.WAY_TO_SIGN);
        assertThat(differences("X-Hub-Signature-256", "sha1=" + hex("HmacSHA1", "ours", RECEIVED)))
                .containsExactly(Difference.WAY_TO_SIGN);
    }

    @Test
    void tellsAnotherHeaderAndSeveralMistakesAtOnce() {
        assertThat(differences("X-Signature", "sha256=" + hex("HmacSHA256", "ours", RECEIVED)))
                .containsExactly(Difference.HEADER);
        assertThat(differences("X-My-Hmac", hex("HmacSHA256", "verify-token", RECEIVED)))
                .containsExactlyInAnyOrder(Difference.HEADER, Difference.WAY_TO_SIGN, Difference.OTHER_SECRET);
    }

    @Test
    void explainsNothingThatIsForgedOrRight() {
        assertThat(differences("X-Hub-Signature-256", "sha256=" + hex("HmacSHA256", "forged", RECEIVED)))
                .isEmpty();
        assertThat(differences("X-Hub-Signature-256", "sha256=zz")).isEmpty();
        assertThat(differences("X-Hub-Signature-256", "sha256=" + hex("HmacSHA256", "ours", RECEIVED)))
                .isEmpty();
        assertThat(DOCTOR.toString()).doesNotContain("ours");
    }

    private static Set<Difference> differences(String header, String signature) {
        var headers = new HttpHeaders();
        headers.set(header, signature);
        return DOCTOR.differences(new Webhook(
                HttpMethod.POST, "/api/whatsapp/webhook", null, headers, RECEIVED.getBytes(UTF_8), Instant.EPOCH));
    }

    private static String hex(String algorithm, String secret, String body) {
        return Signing.hex(algorithm, secret, body.getBytes(UTF_8));
    }
}
