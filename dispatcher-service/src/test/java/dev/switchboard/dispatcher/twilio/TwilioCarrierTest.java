package dev.switchboard.dispatcher.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.Requests;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.dispatch.Receipt;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Twilio and what its answers mean. */
@Timeout(30)
class TwilioCarrierTest {

    private static final MessageId ID = MessageId.of("0199a1b2-0000-7000-8000-000000000001");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json";

    private final FakeProvider twilio = new FakeProvider();
    private final Exchange exchange = TestCalls.exchange();
    private final Carrier carrier = carrier(Map.of());

    private Carrier carrier(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "TWILIO_API_URL", twilio.url().toString(),
                "TWILIO_ACCOUNT_SID", "AC1",
                "TWILIO_AUTH_TOKEN", "token",
                "TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111",
                "TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222",
                "PUBLIC_BASE_URL", "https://hooks.example.com"));
        settings.putAll(more);
        var properties = TestProperties.with(settings);
        return new TwilioConfiguration()
                .twilio(
                        properties,
                        exchange,
                        CLOCK,
                        new MoreAccounts(properties),
                        KnownFailures.builtIn(Provider.TWILIO));
    }

    @AfterEach
    void close() {
        exchange.destroy();
        twilio.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text-whatsapp | whatsapp | +14155550100 | {'type':'text','body':'Grüße & mehr'} | ",
                "text-sms | sms | +14155550100 | {'type':'text','body':'Hello'} | ",
                "text-user-id | whatsapp | US.1349 | {'type':'text','body':'Hello'} | ",
                "text-service | sms | +14155550100 | {'type':'text','body':'Hello'} | ,'from':'MG0123456789abcdef0123456789abcdef'",
                "text-sender | whatsapp | +14155550100 | {'type':'text','body':'Hello'} | ,'from':'whatsapp:+15550004444'",
                "text-expiring | sms | +14155550100 | {'type':'text','body':'Your code'} | ,'expiresAt':'2026-11-21T12:05:00Z'",
                "media-with-caption | whatsapp | +14155550100 | {'type':'media','kind':'image','url':'https://example.com/a.jpg','caption':'The parcel'} | ",
                "media-video | whatsapp | +14155550100 | {'type':'media','kind':'video','url':'https://example.com/a.mp4','caption':'The parcel'} | ",
                "media-audio | whatsapp | +14155550100 | {'type':'media','kind':'audio','url':'https://example.com/a.ogg'} | ",
                "media-document | whatsapp | +14155550100 | {'type':'media','kind':'document','url':'https://example.com/a.pdf','caption':'The bill','filename':'bill.pdf'} | ",
                "media-sticker | whatsapp | +14155550100 | {'type':'media','kind':'sticker','url':'https://example.com/a.webp'} | ",
                "media-mms | sms | +14155550100 | {'type':'media','kind':'image','url':'https://example.com/a.jpg','caption':'The parcel'} | ",
                "template-by-sid | whatsapp | +14155550100 | {'type':'template','name':'HX0123456789abcdef0123456789abcdef','variables':{'1':'tomorrow'},'text':'It comes tomorrow'} | ",
                "template-by-name | whatsapp | +14155550100 | {'type':'template','name':'order_update','language':'de'} | ",
                "template-sms | sms | +14155550100 | {'type':'template','name':'HX0123456789abcdef0123456789abcdef'} | ",
                "location | whatsapp | +14155550100 | {'type':'location','latitude':52.52,'longitude':13.4,'name':'Office'} | ",
                "location-by-address | whatsapp | +14155550100 | {'type':'location','latitude':52.52,'longitude':13.4,'address':'Main Street 1'} | "
            })
    void writesTheCallAsTwilioWantsIt(String fixture, String channel, String to, String content, String more)
            throws IOException {
        twilio.answers(MESSAGES, 201, "{\"sid\":\"SM1\",\"account_sid\":\"AC1\",\"num_segments\":\"2\"}");
        twilio.answers("/v1/Content", 200, templates());

        var call = carrier.send(request(channel, to, content, more == null ? "" : more), Lease.endless());

        assertThat(call.answer()).isEqualTo(new Answer.Taken("AC1", "SM1", null, 2));
        assertThat(Wire.JSON.writeValueAsString(call.transcript()))
                .contains("\"StatusCallback\":\"hooks.example.com, ", "\"sid\":\"SM1\"", "\"status\":201")
                .doesNotContain("4155550100", "Grüße", "Hello", "Your code", "parcel", "bill", "tomorrow", "52.52")
                .doesNotContain("Office", "Main Street", "token", "QUMxOnRva2Vu", "mid=");
        assertThat(twilio.asked.getLast()).satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.pathAndQuery()).isEqualTo(MESSAGES);
            assertThat(asked.header("Authorization")).isEqualTo("Basic QUMxOnRva2Vu");
            assertThat(asked.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(lines(asked.body())).isEqualTo(fixture(fixture));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "whatsapp | {'type':'interactive','interactive':{'type':'button'}} | Twilio does not carry interactive messages other than templates",
                "whatsapp | {'type':'contacts','contacts':[{}]} | Twilio does not carry contact cards",
                "whatsapp | {'type':'reaction','providerId':'SM1','emoji':'👍'} | Twilio does not carry reactions",
                "whatsapp | {'type':'media','kind':'sticker','url':'https://example.com/a.webp','caption':'Hi'} | WhatsApp has no caption for audio and stickers",
                "whatsapp | {'type':'template','name':'order_update','components':[{'type':'body'}]} | content.components is Meta's: Twilio fills a template from content.variables",
                "sms | {'type':'location','latitude':52.52,'longitude':13.4} | content.type is location, and an SMS has none"
            })
    void refusesWhatItCannotCarryWithoutACall(String channel, String content, String reason) {
        assertThat(refusal(channel, content)).isEqualTo(reason);
    }

    @Test
    void refusesTextsThatAreTooLongWithoutACall() {
        assertThat(refusal("whatsapp", text("a".repeat(1601))))
                .isEqualTo("content.body has 1601 characters, and Twilio takes 1600");
        assertThat(refusal("sms", text("a".repeat(1531))))
                .isEqualTo("content.body needs 11 SMS segments, and SMS_SEGMENTS allows 10");
        assertThat(refusal("sms", text("’".repeat(671))))
                .isEqualTo("content.body needs 11 SMS segments, and SMS_SEGMENTS allows 10:"
                        + " U+2019 is not in the GSM alphabet");
    }

    @Test
    void tellsThatAnAnswerIsBeingWritten() {
        twilio.answers("/v3/Indicators/Typing.json", 200, "{\"success\":true}");

        assertThat(carrier.tell(read(true))).isEqualTo(Receipt.TOLD);

        assertThat(twilio.asked).singleElement().satisfies(asked -> {
            assertThat(asked.header("Authorization")).isEqualTo("Basic QUMxOnRva2Vu");
            assertThat(asked.header("Content-type")).isEqualTo("application/json");
            assertThat(Wire.JSON.readTree(asked.body()))
                    .isEqualTo(Wire.JSON.readTree("{\"channel\":\"WHATSAPP\",\"messageId\":\"SM1\"}"));
        });
    }

    @Test
    void tellsNoReceiptAlone() {
        assertThat(carrier.tell(read(false))).isEqualTo(Receipt.NOT_CARRIED);
        assertThat(twilio.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, REFUSED", "429, NO_ANSWER", "500, NO_ANSWER"})
    void saysWhatBecameOfAReceipt(int status, Receipt receipt) {
        twilio.answers("/v3/Indicators/Typing.json", status, "{\"code\":20404}");

        assertThat(carrier.tell(read(true))).isEqualTo(receipt);
    }

    private static ReadRequest read(boolean typing) {
        return new ReadRequest(ID, Provider.TWILIO, new Address("+15550001111"), "SM1", typing, null);
    }

    private String refusal(String channel, String content) {
        var answer = carrier.send(request(channel, "+14155550100", content, ""), Lease.endless())
                .answer();

        assertThat(failure(answer).kind()).isEqualTo(Failure.Kind.PERMANENT);
        assertThat(twilio.asked).isEmpty();
        return failure(answer).reason();
    }

    private static String text(String body) {
        return "{'type':'text','body':'" + body + "'}";
    }

    private static SendRequest request(String channel, String to, String content, String more) {
        var json = "{'messageId':'" + ID + "','channel':'" + channel + "','to':'" + to + "','content':" + content + more
                + "}";
        return Wire.JSON.readValue(json.replace('\'', '"'), SendRequest.class);
    }

    /** As a form a person can read: one decoded field a line, in the order of the alphabet. */
    private static List<String> lines(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static List<String> fixture(String name) throws IOException {
        try (var file = TwilioCarrierTest.class.getResourceAsStream("/fixtures/twilio/" + name + ".form")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "201, not json, Unknown, uncertain",
        "302, '', Unknown, uncertain",
        "400, '{\"code\":21211}', Refused, permanent",
        "400, '{\"code\":21610}', Refused, opt_out",
        "400, '{\"code\":21606}', Refused, configuration",
        "400, '{\"code\":21705}', Refused, configuration",
        "400, '{\"code\":21611}', NotTaken, retry",
        "400, '{\"code\":29999}', Refused, permanent",
        "400, 'not json', Refused, permanent",
        "401, '{\"code\":20003}', Refused, configuration",
        "404, '{\"code\":20404}', Refused, configuration",
        "408, '', Unknown, uncertain",
        "429, '{\"code\":20429}', NotTaken, retry",
        "429, 'not json', NotTaken, retry",
        "500, '{\"code\":20500}', Unknown, uncertain",
        "503, 'not json', Unknown, uncertain"
    })
    void readsEveryAnswer(int status, String body, String answer, String kind) {
        twilio.answers(MESSAGES, status, body.replace("{\"code\"", "{\"status\":" + status + ",\"code\""));

        var got = carrier.send(completed(Channel.SMS, "+14155550100", new Content.Text("Hello")), Lease.endless())
                .answer();

        assertThat(got.getClass().getSimpleName()).isEqualTo(answer);
        assertThat(failure(got).kind().wireName()).isEqualTo(kind);
        assertThat(twilio.asked).hasSize(1);
    }

    @Test
    void waitsAsLongAsTwilioAsks() {
        twilio.answers(MESSAGES, 429, "{\"code\":20429}", Map.of("Retry-After", "30"));

        assertThat(carrier.send(completed(Channel.SMS, "+14155550100", new Content.Text("Hello")), Lease.endless())
                        .answer())
                .isInstanceOfSatisfying(
                        Answer.NotTaken.class,
                        notTaken -> assertThat(notTaken.notBefore()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void looksUpATemplateByNameOnceForAll() {
        twilio.answers("/v1/Content", 200, templates());
        twilio.answers(MESSAGES, 201, "{\"sid\":\"SM1\",\"account_sid\":\"AC1\"}");

        for (var language : List.of("en", "de")) {
            carrier.send(template("order_update", language), Lease.endless()).answer();
        }

        assertThat(twilio.asked).extracting(FakeProvider.Asked::method).containsExactly("GET", "POST", "POST");
        assertThat(lines(twilio.asked.get(1).body())).contains("ContentSid=HXen");
        assertThat(lines(twilio.asked.get(2).body())).contains("ContentSid=HXde");
    }

    @Test
    void refusesATemplateTwilioDoesNotKnow() {
        twilio.answers("/v1/Content", 200, templates());

        assertThat(carrier.send(template("never_made", "en"), Lease.endless()).answer())
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.CONFIGURATION));
        assertThat(twilio.asked).extracting(FakeProvider.Asked::method).doesNotContain("POST");
    }

    @Test
    void waitsWhenTheTemplatesCannotBeListed() {
        twilio.answers("/v1/Content", 503, "");

        assertThat(carrier.send(template("order_update", "en"), Lease.endless()).answer())
                .isInstanceOf(Answer.NotTaken.class);
    }

    @Test
    void namesTheSettingOfAMissingSender() {
        var without = carrier(Map.of("TWILIO_PHONE_NUMBER_REMINDERS", ""));

        var answer = without.send(
                        Requests.asked(ID, Channel.SMS, "+14155550100", new Content.Text("Hello"), null),
                        Lease.endless())
                .answer();

        assertThat(failure(answer).reason()).contains("TWILIO_PHONE_NUMBER_REMINDERS");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.twilio.com, LIVE",
        "http://api.twilio.com, SIMULATOR",
        "https://api.twilio.com.example.org, SIMULATOR",
        "http://127.0.0.1:8090, SIMULATOR"
    })
    void isLiveOnlyAtTwiliosOwnAddress(String url, String mode) {
        assertThat(carrier(Map.of("TWILIO_API_URL", url)).mode()).hasToString(mode);
    }

    @Test
    void isAbsentWithoutCredentialsAndSaysWhatIsMissing() {
        var absent = carrier(Map.of("TWILIO_ACCOUNT_SID", "", "TWILIO_AUTH_TOKEN", ""));

        var answer = absent.send(completed(Channel.SMS, "+14155550100", new Content.Text("Hello")), Lease.endless())
                .answer();

        assertThat(failure(answer).kind()).isEqualTo(Failure.Kind.CONFIGURATION);
        assertThat(failure(answer).reason()).contains("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    }

    private static SendRequest template(String name, String language) {
        return completed(Channel.WHATSAPP, "+14155550100", new Content.Template(name, language, null, null, null));
    }

    private static String templates() {
        return """
                {"contents":[
                  {"sid":"HXen","friendly_name":"order_update","language":"en"},
                  {"sid":"HXde","friendly_name":"order_update","language":"de"}],
                 "meta":{"key":"contents","page":0,"page_size":500,"next_page_url":null}}
                """;
    }

    private static SendRequest completed(Channel channel, String to, Content content) {
        return Requests.asked(ID, channel, to, content, null);
    }

    private static Failure failure(Answer answer) {
        return switch (answer) {
            case Answer.NotTaken(var failure, var _, var _, var _) -> failure;
            case Answer.Refused(var _, var failure, var _) -> failure;
            case Answer.Unknown(var failure) -> failure;
            case Answer.Taken taken -> throw new AssertionError(taken);
        };
    }
}
