package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** One wrong setting a row: what Twilio signed, and what the doctor says. */
class TwilioDoctorTest {

    private static final String FORM = "AccountSid=AC1&Body=&From=%2B14155550100&MessageSid=SM1";
    private static final String FILLED = "AccountSid=AC1&From=%2B14155550100&MessageSid=SM1";

    private static final TwilioSignature SIGNATURE = new TwilioSignature(
            RotatingSecret.of("token", null, null),
            KnownAccounts.none(),
            new SignedUrl(
                    "https://gw.example.com",
                    Map.of(
                            "/api/v1/whatsapp/status",
                            URI.create("https://gw.example.com/edge/api/v1/whatsapp/status"))));
    private static final TwilioDoctor DOCTOR = new TwilioDoctor(SIGNATURE, _ -> List.of(new Secret("app-secret")));

    @ParameterizedTest
    @CsvSource({
        "http://gw.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, SCHEME",
        "https://inside.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, HOST",
        "http://inside.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, SCHEME HOST",
        "https://gw.example.com:8443/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, PORT",
        "https://gw.example.com/api/webhooks/sms/?a=b%3Ac, /api/webhooks/sms, token, TRAILING_SLASH",
        "https://gw.example.com/proxy/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, PATH_PREFIX",
        "https://gw.example.com/api/v1/whatsapp/status?a=b%3Ac, /api/v1/whatsapp/status, token, PATH_PREFIX",
        "https://gw.example.com/api/webhooks/sms?a=b:c, /api/webhooks/sms, token, QUERY",
        "https://gw.example.com/api/webhooks/sms, /api/webhooks/sms, token, QUERY",
        "https://gw.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, app-secret, OTHER_SECRET",
        "https://gw.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, forger, ''",
        "https://forged.example.com/api/webhooks/sms?a=b%3Ac, /api/webhooks/sms, token, ''"
    })
    void namesWhatIsWrong(String signed, String path, String token, String differences) {
        var webhook = webhook(path, signature(token, signed, FORM));

        assertThat(SIGNATURE.verify(webhook)).isInstanceOf(Rejected.class);
        assertThat(DOCTOR.differences(webhook))
                .extracting(Enum::name)
                .containsExactly(differences.isEmpty() ? new String[0] : differences.split(" "));
    }

    @ParameterizedTest
    @CsvSource({FILLED + ", DROPPED_BLANKS", "'', BODY"})
    void namesWhatIsWrongWithTheForm(String signed, String difference) {
        var url = "https://gw.example.com/api/webhooks/sms?a=b%3Ac";

        assertThat(DOCTOR.differences(webhook("/api/webhooks/sms", signature("token", url, signed))))
                .extracting(Enum::name)
                .containsExactly(difference);
    }

    private static String signature(String token, String url, String form) {
        return TwilioSignature.sign(
                new Secret(token), url + TwilioSignature.signedText(Parameters.parse(form.getBytes(UTF_8))));
    }

    private static Webhook webhook(String path, String signature) {
        var headers = new HttpHeaders();
        headers.set(TwilioSignature.HEADER, signature);
        headers.set("Content-Type", "application/x-www-form-urlencoded");
        headers.set("Host", "inside.example.com:8080");
        headers.set("X-Forwarded-Port", "8443");
        headers.set("X-Forwarded-Prefix", "/proxy");
        return new Webhook(HttpMethod.POST, path, "a=b%3Ac", headers, FORM.getBytes(UTF_8), Instant.EPOCH);
    }
}
