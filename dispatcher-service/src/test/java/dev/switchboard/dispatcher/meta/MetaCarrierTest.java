package dev.switchboard.dispatcher.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.dispatch.Receipt;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What goes to the Graph API and what its answers mean. */
@Timeout(30)
class MetaCarrierTest {

    private static final MessageId ID = MessageId.of("0199a1b2-0000-7000-8000-000000000001");
    private static final String MESSAGES = "/v25.0/42/messages";
    private static final String HELLO = "{\"type\":\"text\",\"body\":\"Hello\"}";

    private final FakeProvider meta = new FakeProvider();
    private final Exchange exchange = TestCalls.exchange();
    private final Carrier carrier = new MetaConfiguration()
            .meta(
                    TestProperties.with(Map.of(
                            "WHATSAPP_GRAPH_URL", meta.url().toString(),
                            "WHATSAPP_ACCESS_TOKEN", "token",
                            "WHATSAPP_PHONE_NUMBER_ID", "42",
                            "WHATSAPP_DISPLAY_PHONE_NUMBER", "15550003333")),
                    exchange,
                    Clock.systemUTC(),
                    new MoreAccounts(TestProperties.with(Map.of())),
                    KnownFailures.builtIn(Provider.META));

    @AfterEach
    void close() {
        exchange.destroy();
        meta.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | +14155550100 | {'type':'text','body':'Hello','previewUrl':true} | ",
                "text-user-id | US.1349 | {'type':'text','body':'Hello'} | ",
                "reply | +14155550100 | {'type':'text','body':'Hello'} | ,'replyTo':'wamid.A'",
                "document | +14155550100 | {'type':'media','kind':'document','url':'https://example.com/a.pdf','caption':'The bill','filename':'bill.pdf'} | ",
                "image | +14155550100 | {'type':'media','kind':'image','url':'https://example.com/a.jpg','caption':'The parcel','filename':'a.jpg'} | ",
                "video | +14155550100 | {'type':'media','kind':'video','url':'https://example.com/a.mp4'} | ",
                "audio | +14155550100 | {'type':'media','kind':'audio','url':'https://example.com/a.ogg'} | ",
                "sticker | +14155550100 | {'type':'media','kind':'sticker','url':'https://example.com/a.webp'} | ",
                "interactive-list | +14155550100 | {'type':'interactive','interactive':{'type':'list','body':{'text':'When?'},'action':{'button':'Times','sections':[{'title':'Monday','rows':[{'id':'m9','title':'9:00'}]}]}}} | ",
                "interactive-flow | +14155550100 | {'type':'interactive','interactive':{'type':'flow','body':{'text':'Book'},'action':{'name':'flow','parameters':{'flow_message_version':'3','flow_id':'1','flow_cta':'Open'}}}} | ",
                "interactive-location-request | +14155550100 | {'type':'interactive','interactive':{'type':'location_request_message','body':{'text':'Where are you?'},'action':{'name':'send_location'}}} | ",
                "interactive-cta | +14155550100 | {'type':'interactive','interactive':{'type':'cta_url','body':{'text':'Track it'},'action':{'name':'cta_url','parameters':{'display_text':'Track','url':'https://example.com/t'}}}} | ",
                "image-reply | +14155550100 | {'type':'media','kind':'image','url':'https://example.com/a.jpg'} | ,'replyTo':'wamid.A'",
                "template-numbered | +14155550100 | {'type':'template','name':'order_update','variables':{'10':'ten','2':'two','1':'one'}} | ",
                "template-named | +14155550100 | {'type':'template','name':'order_update','language':'de','variables':{'name':'Ada'}} | ",
                "template-components | +14155550100 | {'type':'template','name':'order_update','language':'de','variables':{'1':'x'},'components':[{'type':'header'}]} | ",
                "interactive | +14155550100 | {'type':'interactive','interactive':{'type':'button','action':{}}} | ",
                "location | +14155550100 | {'type':'location','latitude':52.52,'longitude':13.4,'name':'Office'} | ",
                "contacts | +14155550100 | {'type':'contacts','contacts':[{'name':{'formatted_name':'Ada'}}]} | ",
                "reaction | +14155550100 | {'type':'reaction','providerId':'wamid.A','emoji':'👍'} | ",
                "reaction-taken-back | +14155550100 | {'type':'reaction','providerId':'wamid.A'} | "
            })
    void writesTheMessageAsTheGraphApiWantsIt(String fixture, String to, String content, String more)
            throws IOException {
        meta.answers(MESSAGES, 200, "{\"messages\":[{\"id\":\"wamid.B\"}]}");

        var call = carrier.send(request("whatsapp", to, content, more == null ? "" : more), Lease.endless());

        assertThat(call.answer()).isEqualTo(new Answer.Taken("42", "wamid.B", new Address("+15550003333"), null));
        assertThat(Wire.JSON.writeValueAsString(call.transcript()))
                .contains("\"messages[0].id\":\"wamid.B\"", "\"messaging_product\":\"whatsapp\"")
                .doesNotContain("4155550100", "Hello", "Ada", "parcel", "tomorrow", "52.52", "Office", "Bearer");
        assertThat(meta.asked).singleElement().satisfies(asked -> {
            assertThat(asked.pathAndQuery()).isEqualTo(MESSAGES);
            assertThat(asked.header("Authorization")).isEqualTo("Bearer token");
            assertThat(Wire.JSON.readTree(asked.body())).isEqualTo(fixture(fixture));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{}', Unknown, uncertain",
        "200, not json, Unknown, uncertain",
        "400, '{\"error\":{\"code\":100}}', Refused, permanent",
        "400, '{\"error\":{\"code\":131047}}', Refused, window_closed",
        "400, '{\"error\":{\"code\":131050}}', Refused, opt_out",
        "400, '{\"error\":{\"code\":131026}}', Refused, fallback",
        "400, '{\"error\":{\"code\":131053}}', NotTaken, retry",
        "400, '{\"error\":{\"code\":131056}}', NotTaken, retry",
        "400, '{\"error\":{\"code\":133004}}', NotTaken, retry",
        "400, '{\"error\":{\"code\":999999}}', Refused, permanent",
        "400, not json, Refused, permanent",
        "401, '{\"error\":{\"code\":190}}', Refused, configuration",
        "403, '{\"error\":{\"code\":299}}', Refused, configuration",
        "429, '{\"error\":{\"code\":130429}}', NotTaken, retry",
        "429, not json, NotTaken, retry",
        "500, '{\"error\":{\"code\":2}}', Unknown, uncertain",
        "503, '{\"error\":{\"code\":131016}}', Unknown, uncertain"
    })
    void readsEveryAnswer(int status, String body, String answer, String kind) {
        meta.answers(MESSAGES, status, body);

        var got = carrier.send(request("whatsapp", "+14155550100", HELLO, ""), Lease.endless())
                .answer();

        assertThat(got.getClass().getSimpleName()).isEqualTo(answer);
        assertThat(failure(got).kind().wireName()).isEqualTo(kind);
        assertThat(meta.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"false, read", "true, read-typing"})
    void tellsThatAMessageWasRead(boolean typing, String fixture) throws IOException {
        meta.answers(MESSAGES, 200, "{\"success\":true}");

        assertThat(carrier.tell(read("+15550003333", typing))).isEqualTo(Receipt.TOLD);

        assertThat(meta.asked).singleElement().satisfies(asked -> {
            assertThat(asked.header("Authorization")).isEqualTo("Bearer token");
            assertThat(Wire.JSON.readTree(asked.body())).isEqualTo(fixture(fixture));
        });
    }

    @ParameterizedTest
    @CsvSource({"400, REFUSED", "401, REFUSED", "429, NO_ANSWER", "500, NO_ANSWER"})
    void saysWhatBecameOfAReceipt(int status, Receipt receipt) {
        meta.answers(MESSAGES, status, "{\"error\":{\"code\":100}}");

        assertThat(carrier.tell(read("+15550003333", false))).isEqualTo(receipt);
    }

    @Test
    void tellsNothingFromANumberOfSomebodyElse() {
        assertThat(carrier.tell(read("+19998887777", false))).isEqualTo(Receipt.NOT_CARRIED);
        assertThat(meta.asked).isEmpty();
    }

    private static ReadRequest read(String from, boolean typing) {
        return new ReadRequest(ID, Provider.META, new Address(from), "wamid.A", typing, null);
    }

    @Test
    void refusesWhatItCannotCarryWithoutACall() {
        var sms = carrier.send(request("sms", "+14155550100", HELLO, ""), Lease.endless())
                .answer();
        var foreign = carrier.send(
                        request("whatsapp", "+14155550100", HELLO, ",'from':'+19998887777'"), Lease.endless())
                .answer();

        var voice = "{'type':'media','kind':'audio','url':'https://example.com/a.ogg','caption':'Listen'}";
        var captioned = carrier.send(request("whatsapp", "+14155550100", voice, ""), Lease.endless())
                .answer();

        assertThat(failure(captioned).reason()).contains("caption");
        assertThat(failure(sms).kind()).isEqualTo(Failure.Kind.PERMANENT);
        assertThat(failure(foreign).kind()).isEqualTo(Failure.Kind.CONFIGURATION);
        assertThat(meta.asked).isEmpty();
    }

    private static SendRequest request(String channel, String to, String content, String more) {
        var json = "{'messageId':'" + ID + "','channel':'" + channel + "','to':'" + to + "','content':" + content + more
                + "}";
        return Wire.JSON.readValue(json.replace('\'', '"'), SendRequest.class);
    }

    private static JsonNode fixture(String name) throws IOException {
        try (var file = MetaCarrierTest.class.getResourceAsStream("/fixtures/meta/" + name + ".json")) {
            return Wire.JSON.readTree(file);
        }
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
