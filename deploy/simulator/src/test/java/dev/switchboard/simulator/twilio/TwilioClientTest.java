package dev.switchboard.simulator.twilio;

import static dev.switchboard.simulator.RunningSimulator.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.Message.Status;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.content.v1.Content;
import com.twilio.security.RequestValidator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.Ingress;
import dev.switchboard.simulator.Ingress.Call;
import dev.switchboard.simulator.RunningSimulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioClientTest {
    private static final String STATUS = RunningSimulator.PUBLIC + "/api/v1/whatsapp/status?mid=";
    private static final Ingress INGRESS = new Ingress();
    private static final RunningSimulator SIMULATOR = new RunningSimulator(INGRESS.url());
    private static final TwilioRestClient TWILIO = TwilioTransport.client(SIMULATOR);

    @AfterAll
    static void stop() {
        SIMULATOR.close();
        INGRESS.close();
    }

    @Test
    void createsAMessageThatTheOfficialClientReads() {
        var to = "whatsapp:" + number("0100");

        var message = whatsapp(to, UUID.randomUUID().toString()).create(TWILIO);

        assertThat(message.getSid()).matches("SM[0-9a-f]{32}");
        assertThat(message.getStatus()).isEqualTo(Status.QUEUED);
        assertThat(message.getTo()).isEqualTo(to);
        assertThat(message.getFrom()).isEqualTo(new PhoneNumber("whatsapp:+15550001111"));
        assertThat(message.getBody()).isEqualTo("Grüße & more");
        assertThat(message.getDirection()).isEqualTo(Message.Direction.OUTBOUND_API);
        assertThat(message.getDateCreated()).isBetween(ZonedDateTime.now().minusMinutes(1), ZonedDateTime.now());
        assertThat(message.getNumSegments()).isEqualTo("1");
        assertThat(message.getErrorCode()).isNull();
        assertThat(message.getAccountSid()).isEqualTo(TwilioTransport.ACCOUNT);
    }

    @Test
    void acceptsFirstWhenAMessagingServicePicksTheSender() {
        var to = new PhoneNumber(number("0100"));
        var mid = UUID.randomUUID().toString();

        var message = Message.creator(to, "MG" + "1".repeat(32), "Hello")
                .setStatusCallback(URI.create(STATUS + mid))
                .create(TWILIO);

        assertThat(message.getStatus()).isEqualTo(Status.ACCEPTED);
        assertThat(message.getNumSegments()).isEqualTo("0");
        assertThat(message.getFrom()).isNull();
        await().until(() -> statuses(mid).contains("delivered"));
        assertThat(fetched(message).getFrom()).isEqualTo(new PhoneNumber("+15550002222"));
        assertThat(INGRESS.calls(mid))
                .allSatisfy(
                        call -> assertThat(call.form()).containsEntry("MessagingServiceSid", "MG" + "1".repeat(32)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0100, queued sent delivered read, read, -",
                "7777, queued sent delivered read, read, -",
                "0149, queued sent undelivered, undelivered, 63049",
                "0116, queued failed, failed, 63016",
                "0155, read delivered queued read sent delivered sent, read, -",
                "0166, queued sent undecodable delivered read, read, -"
            })
    void tellsTheFateOfAWhatsApp(String digits, String told, String status, Integer error) {
        var mid = UUID.randomUUID().toString();

        var message = whatsapp("whatsapp:" + number(digits), mid).create(TWILIO);

        assertFate(message, mid, told, status, error);
    }

    @ParameterizedTest
    @CsvSource({
        "0100, queued sent delivered",
        "0149, queued sent delivered",
        "0116, queued sent delivered",
        "0155, delivered queued delivered sent sent delivered",
        "0166, queued sent undecodable delivered"
    })
    void tellsTheFateOfAnSms(String digits, String told) {
        var mid = UUID.randomUUID().toString();

        var message = sms(number(digits), mid).create(TWILIO);

        assertFate(message, mid, told, "delivered", null);
    }

    @Test
    void deliversATemplateOutsideTheWindow() {
        var mid = UUID.randomUUID().toString();

        whatsapp("whatsapp:" + number("0116"), mid)
                .setContentSid("HX" + "a".repeat(32))
                .create(TWILIO);

        await().until(() -> statuses(mid).contains("read"));
    }

    @Test
    void listsItsTemplatesAndSendsOneByTheSidItGaveIt() {
        var template = StreamSupport.stream(Content.reader().read(TWILIO).spliterator(), false)
                .filter(content -> "order_update".equals(content.getFriendlyName()))
                .findFirst()
                .orElseThrow();

        var message = whatsapp("whatsapp:" + number("0100"), UUID.randomUUID().toString())
                .setContentSid(template.getSid())
                .create(TWILIO);

        assertThat(template.getLanguage()).isEqualTo("en");
        assertThat(message.getStatus()).isEqualTo(Status.QUEUED);
    }

    @Test
    void neverCallsBackForASilentRecipient() {
        var mid = UUID.randomUUID().toString();

        var message = whatsapp("whatsapp:" + number("0150"), mid).create(TWILIO);

        await().until(() -> SIMULATOR
                .json("/api/messages?mid=" + mid)
                .at("/messages/0/status")
                .asString()
                .equals("sent"));
        assertThat(fetched(message).getStatus()).isEqualTo(Status.SENT);
        await().until(() -> SIMULATOR.json("/api/callbacks").path("waiting").asInt() == 0);
        assertThat(INGRESS.calls(mid)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp:", ""})
    void refusesARecipientWhoOptedOut(String channel) {
        var sender = channel + "+15550002222";
        var creator = Message.creator(new PhoneNumber(channel + number("0121")), new PhoneNumber(sender), "Hello");

        assertRefused(creator, 400, 21610);
    }

    @Test
    void isTooBusyTwicePerMessageAndThenFine() {
        var to = "whatsapp:" + number("0129");
        var first = whatsapp(to, UUID.randomUUID().toString());
        var second = whatsapp(to, UUID.randomUUID().toString());

        assertRefused(first, 429, 20429);
        assertRefused(second, 429, 20429);
        assertRefused(first, 429, 20429);
        assertThat(first.create(TWILIO).getStatus()).isEqualTo(Status.QUEUED);
        assertRefused(second, 429, 20429);
        assertThat(second.create(TWILIO).getStatus()).isEqualTo(Status.QUEUED);
    }

    @Test
    void saysWhenToComeBackAfterTooMany() {
        var answer = create("To=" + number("0129").replace("+", "%2B") + "&From=%2B15550002222&Body=Hello");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @CsvSource({
        "From=%2B15550002222&Body=x, 21604",
        "To=12&From=%2B15550002222&Body=x, 21211",
        "To=whatsapp:14155550100&From=whatsapp:%2B15550001111&Body=x, 21211",
        "To=%2B14155550100&Body=x, 21603",
        "To=%2B14155550100&From=%2B&Body=x, 21212",
        "To=whatsapp:%2B14155550100&From=%2B15550002222&Body=x, 21910",
        "To=%2B14155550100&From=%2B15550002222, 21602",
        "To=%2B14155550100&From=%2B15550002222&Body=x&StatusCallback=nowhere, 21609",
        "To=%2B14155550100&From=%2B15550002222&Body=x&StatusCallback=https://my_host/s, 21609"
    })
    void refusesWhatTwilioRefuses(String form, int code) {
        var answer = create(form);

        assertThat(answer.statusCode()).isEqualTo(400);
        var error = RunningSimulator.JSON.readTree(answer.body());
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("status").asInt()).isEqualTo(400);
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.path("more_info").asString()).endsWith("/" + code);
    }

    @Test
    void takesATextOf1600CharactersAndNoLonger() {
        var form = "To=%2B14155550100&From=%2B15550002222&Body=";

        assertThat(create(form + "x".repeat(1600)).statusCode()).isEqualTo(201);
        assertThat(create(form + "x".repeat(1601)).body()).contains("\"code\":21617");
    }

    @Test
    void refusesAWrongToken() {
        var stranger = TwilioTransport.client(SIMULATOR, "1".repeat(32), Duration.ofSeconds(20));

        var refusal = catchThrowableOfType(
                ApiException.class, () -> sms(number("0100"), "m").create(stranger));

        assertThat(refusal.getCode()).isEqualTo(20003);
        assertThat(refusal.getStatusCode()).isEqualTo(401);
    }

    @Test
    void knowsOnlyItsOwnAccountAndItsOwnMessages() {
        var elsewhere = Message.creator(
                "AC" + "f".repeat(32), new PhoneNumber(number("0100")), new PhoneNumber("+15550002222"), "x");
        var unknown = catchThrowableOfType(
                ApiException.class, () -> Message.fetcher("SM" + "0".repeat(32)).fetch(TWILIO));

        assertRefused(elsewhere, 404, 20404);
        assertThat(unknown.getStatusCode()).isEqualTo(404);
        assertThat(unknown.getCode()).isEqualTo(20404);
    }

    @Test
    void listsByRecipientNewestFirstAndOverPages() {
        var to = number("0100");
        var sids = List.of(create(to, "1"), create(to, "2"), create(to, "3"), create(to, "4"), create(to, "5"));
        create(number("0100"), "someone else");

        var listed = Message.reader().setTo(new PhoneNumber(to)).setPageSize(2L).read(TWILIO);

        assertThat(StreamSupport.stream(listed.spliterator(), false).map(Message::getSid))
                .containsExactlyElementsOf(sids.reversed());
    }

    @Test
    void listsByDayAndSender() {
        var to = number("0100");
        var sid = create(to, "today");
        var today = ZonedDateTime.now(ZoneOffset.UTC);

        assertThat(listed(to, today, "+15550002222")).containsExactly(sid);
        assertThat(listed(to, today.plusDays(1), "+15550002222")).isEmpty();
        assertThat(listed(to, today, "+15550009999")).isEmpty();
    }

    private static List<String> listed(String to, ZonedDateTime after, String from) {
        var reader = Message.reader().setTo(to).setFrom(from).setDateSentAfter(after);
        return StreamSupport.stream(reader.read(TWILIO).spliterator(), false)
                .map(Message::getSid)
                .toList();
    }

    private static void assertFate(Message message, String mid, String told, String status, Integer error) {
        var expected = List.of(told.split(" "));
        await().untilAsserted(() -> assertThat(delivered(mid)).isEqualTo(expected));
        assertThat(statuses(mid)).isEqualTo(expected);
        assertThat(INGRESS.calls(mid)).allSatisfy(call -> assertAuthentic(call, STATUS + mid));
        assertThat(fetched(message).getStatus()).isEqualTo(Status.forValue(status));
        assertThat(fetched(message).getErrorCode()).isEqualTo(error);
        var last = INGRESS.calls(mid).getLast().form();
        assertThat(last.get("ErrorCode")).isEqualTo(error == null ? null : error.toString());
    }

    /** The judge is the official client's own validator. */
    private static void assertAuthentic(Call call, String url) {
        var validator = new RequestValidator(TwilioTransport.TOKEN);
        assertThat(validator.validate(url, call.form(), call.header("X-Twilio-Signature")))
                .isTrue();
        assertThat(call.header("I-Twilio-Idempotency-Token")).isNotBlank();
        assertThat(call.header("User-Agent")).isEqualTo("TwilioProxy/1.1");
        assertThat(call.form()).containsKeys("AccountSid", "ApiVersion", "From", "To");
    }

    private static List<String> statuses(String mid) {
        return INGRESS.calls(mid).stream()
                .map(call -> call.form().getOrDefault("MessageStatus", "undecodable"))
                .toList();
    }

    private static List<String> delivered(String mid) {
        return SIMULATOR
                .json("/api/messages?mid=" + mid)
                .at("/messages/0/delivered")
                .valueStream()
                .map(status -> status.asString())
                .toList();
    }

    private static Message fetched(Message message) {
        return Message.fetcher(message.getSid()).fetch(TWILIO);
    }

    private static void assertRefused(MessageCreator creator, int status, int code) {
        var refusal = catchThrowableOfType(ApiException.class, () -> creator.create(TWILIO));
        assertThat(refusal.getStatusCode()).isEqualTo(status);
        assertThat(refusal.getCode()).isEqualTo(code);
    }

    private static MessageCreator whatsapp(String to, String mid) {
        return Message.creator(new PhoneNumber(to), new PhoneNumber("whatsapp:+15550001111"), "Grüße & more")
                .setStatusCallback(URI.create(STATUS + mid + "#rc=5&rp=ct,rt,5xx"));
    }

    private static MessageCreator sms(String to, String mid) {
        return Message.creator(new PhoneNumber(to), new PhoneNumber("+15550002222"), "Hello")
                .setStatusCallback(URI.create(STATUS + mid));
    }

    private static String create(String to, String body) {
        return Message.creator(new PhoneNumber(to), new PhoneNumber("+15550002222"), body)
                .create(TWILIO)
                .getSid();
    }

    private static HttpResponse<String> create(String form) {
        var basic = Base64.getEncoder()
                .encodeToString((TwilioTransport.ACCOUNT + ":" + TwilioTransport.TOKEN).getBytes(UTF_8));
        return SIMULATOR.send(HttpRequest.newBuilder(
                        SIMULATOR.url("/2010-04-01/Accounts/" + TwilioTransport.ACCOUNT + "/Messages.json"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
