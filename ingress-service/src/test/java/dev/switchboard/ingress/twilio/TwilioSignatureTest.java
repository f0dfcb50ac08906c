package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final String CALL =
            "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309";
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com, /myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443, /myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com, /myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com:443, /myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com, /myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4="
    })
    void acceptsTheKnownVectorsWithAndWithoutThePort(String base, String target, String signature) {
        var webhook = webhook(HttpMethod.POST, target, CALL, signature, null);

        assertThat(verify(base, webhook)).isEqualTo(new Authentic("current"));
    }

    @Test
    void acceptsTheKnownVectorWithoutParameters() {
        var webhook = webhook(HttpMethod.GET, "/myapp.php?foo=1&bar=2", "", "zYQTYrRWXE7LtzbG4PfP7/bkkGo=", null);

        assertThat(verify("https://mycompany.com", webhook)).isInstanceOf(Authentic.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/myapp.php?foo=1&bar=2&bodySHA256=" + HASH + ", a9nBmqA0ju/hNViExpshrM61xv4=",
        "/myapp.php?bodySHA256=" + HASH + ", y77kIzt2vzLz71DgmJGsen2scGs="
    })
    void acceptsJsonWhoseHashStandsInTheSignedQuery(String target, String signature) {
        var authentic = webhook(HttpMethod.POST, target, JSON, signature, "application/json; charset=utf-8");
        var changed = webhook(HttpMethod.POST, target, JSON + " ", signature, "application/json");

        assertThat(verify("https://mycompany.com", authentic)).isInstanceOf(Authentic.class);
        assertThat(verify("https://mycompany.com", changed)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void rejectsJsonWithoutItsHashThoughTheUrlIsSigned() {
        var signature = TwilioSignature.sign(new Secret(TOKEN), "https://mycompany.com/myapp.php");

        assertThat(verify(
                        "https://mycompany.com",
                        webhook(HttpMethod.POST, "/myapp.php", JSON, signature, "application/json")))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void countsABlankValueByItsName() {
        var form = "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01"
                + "&ChannelInstallSid=XE00000000000000000000000000000001&ChannelPrefix=whatsapp&ChannelStatusMessage="
                + "&ErrorCode=63049&EventType=UNDELIVERED&From=whatsapp%3A%2B15550001111"
                + "&MessageSid=SM00000000000000000000000000000001&MessageStatus=undelivered"
                + "&SmsSid=SM00000000000000000000000000000001&SmsStatus=undelivered&To=whatsapp%3A%2B15550002222";
        var webhook = webhook(
                HttpMethod.POST,
                "/api/webhooks/twilio/message-status",
                form,
                "yxaoVXPXX6USIqKE+MdXrkwEtFA=",
                "application/x-www-form-urlencoded");

        assertThat(signature("https://gw.example.com", "0123456789abcdef0123456789abcdef")
                        .verify(webhook))
                .isInstanceOf(Authentic.class);
    }

    @Test
    void countsARepeatedNameOnceForEachOfItsValuesInOrder() {
        var signature = TwilioSignature.sign(new Secret(TOKEN), "https://mycompany.com/aAbMediamedia0Mediamedia1");

        assertThat(verify(
                        "https://mycompany.com",
                        webhook(
                                HttpMethod.POST,
                                "/a",
                                "Media=media1&Media=media0&Media=media1&Ab=",
                                signature,
                                "application/x-www-form-urlencoded")))
                .isInstanceOf(Authentic.class);
    }

    @Test
    void takesTheQueryAsItCame() {
        var target = "/a?mid=1%2b2&x=%7E~&&y";
        var signature = TwilioSignature.sign(new Secret(TOKEN), "https://mycompany.com" + target);

        assertThat(verify("https://mycompany.com", webhook(HttpMethod.POST, target, "", signature, null)))
                .isInstanceOf(Authentic.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a=it's, a=it's",
        "a=it%27s, a=it's",
        "a=b+c, a=b%20c",
        "a=1&b=2&a=3, a=1&a=3&b=2",
        "a=%c3%a4&b, a=%C3%A4&b=",
        "a=(x)!*, a=(x)!*",
        "a=whatsapp:%2b1, a=whatsapp%3A%2B1"
    })
    void acceptsTheQueryInTheOlderWayToo(String received, String signed) {
        var withPort = TwilioSignature.sign(new Secret(TOKEN), "https://mycompany.com:443/a?" + signed);
        var without = TwilioSignature.sign(new Secret(TOKEN), "https://mycompany.com/a?" + signed);

        for (var signature : new String[] {withPort, without}) {
            assertThat(verify("https://mycompany.com", webhook(HttpMethod.GET, "/a?" + received, "", signature, null)))
                    .isInstanceOf(Authentic.class);
        }
    }

    @Test
    void takesTheRoutesOwnAddressBeforeThePublicBase() {
        var own = Map.of("/a", URI.create("https://own.example/webhooks/a?ignored=1#rc=5"));
        var signature = TwilioSignature.sign(new Secret(TOKEN), "https://own.example/webhooks/a?mid=1");
        var verifying = new TwilioSignature(
                RotatingSecret.of(TOKEN, null, null), KnownAccounts.none(), new SignedUrl("https://base.example", own));

        assertThat(verifying.verify(webhook(HttpMethod.POST, "/a?mid=1", "", signature, null)))
                .isInstanceOf(Authentic.class);
        assertThat(verifying.verify(webhook(HttpMethod.POST, "/b?mid=1", "", signature, null)))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({"one, current", "two, next", "three, previous"})
    void tellsWhichTokenMatched(String token, String slot) {
        var signature = TwilioSignature.sign(new Secret(token), "https://mycompany.com/a");
        var verifying = new TwilioSignature(
                RotatingSecret.of("one", "two", "three"),
                KnownAccounts.none(),
                new SignedUrl("https://mycompany.com", Map.of()));

        assertThat(verifying.verify(webhook(HttpMethod.POST, "/a", "", signature, null)))
                .isEqualTo(new Authentic(slot));
    }

    @Test
    void rejectsWhatIsUnsignedOrSignedOtherwise() {
        assertThat(verify("https://a", webhook(HttpMethod.POST, "/a", CALL, null, null)))
                .isEqualTo(new Rejected(Reason.NO_SIGNATURE));
        assertThat(verify("https://a", webhook(HttpMethod.POST, "/a", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", null)))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        var unconfigured = new TwilioSignature(
                RotatingSecret.of(null, null, null), KnownAccounts.none(), new SignedUrl("https://a", Map.of()));
        assertThat(unconfigured.verify(webhook(HttpMethod.POST, "/a", CALL, "x", null)))
                .isEqualTo(new Rejected(Reason.NOT_CONFIGURED));
    }

    /** Twilio's own library is the judge of random forms; it knows neither repeated names nor escapes in the query. */
    @Test
    void agreesWithTwiliosOwnValidator() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var fields = new TreeMap<String, String>();
            for (int n = random.nextInt(12); n > 0; n--) {
                fields.put(word(random, "abcXYZ019_"), word(random, "aZ9 +&=%äß🙂\n/"));
            }
            var target = "/a?mid=" + random.nextInt();
            var text = "https://mycompany.com" + target
                    + fields.entrySet().stream()
                            .map(field -> field.getKey() + field.getValue())
                            .collect(Collectors.joining());
            var signature = TwilioSignature.sign(new Secret(TOKEN), text);
            var form = fields.entrySet().stream()
                    .map(field ->
                            URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(Collectors.joining("&"));

            assertThat(new RequestValidator(TOKEN).validate("https://mycompany.com" + target, fields, signature))
                    .isTrue();
            assertThat(verify("https://mycompany.com", webhook(HttpMethod.POST, target, form, signature, null)))
                    .as(form)
                    .isInstanceOf(Authentic.class);
        }
    }

    private static String word(Random random, String letters) {
        var points = letters.codePoints().toArray();
        return random.ints(random.nextInt(1, 9), 0, points.length)
                .mapToObj(i -> Character.toString(points[i]))
                .collect(Collectors.joining());
    }

    private static Verification verify(String base, Webhook webhook) {
        return signature(base, TOKEN).verify(webhook);
    }

    private static TwilioSignature signature(String base, String token) {
        return new TwilioSignature(
                RotatingSecret.of(token, null, null), KnownAccounts.none(), new SignedUrl(base, Map.of()));
    }

    private static Webhook webhook(
            HttpMethod method, String target, String body, @Nullable String signature, @Nullable String contentType) {
        var headers = new HttpHeaders();
        if (signature != null) {
            headers.set(TwilioSignature.HEADER, signature);
        }
        if (contentType != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        }
        var parts = target.split("\\?", 2);
        return new Webhook(
                method, parts[0], parts.length < 2 ? null : parts[1], headers, body.getBytes(UTF_8), Instant.EPOCH);
    }
}
