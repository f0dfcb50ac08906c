package dev.switchboard.ingress.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.ReceivedContent.Choice;
import dev.switchboard.contracts.inbound.ReceivedContent.Media;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content.Location;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Failure.Kind;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class TwilioDecoderTest {

    private static final KnownFailures FAILURES = KnownFailures.builtIn(Provider.TWILIO);
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ACCOUNT = "AC00000000000000000000000000000000";
    private static final String OURS = "0199a0c8-7a4e-7c11-8a55-0242ac120002";
    private static final TwilioSignature SIGNATURE = new TwilioSignature(
            RotatingSecret.of("token", null, null),
            KnownAccounts.none(),
            new SignedUrl("https://gw.example.com", Map.of()));
    private static final WebhookEndpoint INBOUND =
            new TwilioWebhooks().twilioInbound(SIGNATURE, new TwilioDoctor(SIGNATURE, _ -> List.of()), FAILURES);
    private static final WebhookEndpoint STATUS =
            new TwilioWebhooks().twilioStatus(SIGNATURE, new TwilioDoctor(SIGNATURE, _ -> List.of()), FAILURES);

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("text", new ReceivedContent("text", "Thanks, tomorrow please", null, null, null)),
                Arguments.of(
                        "image",
                        new ReceivedContent(
                                "image",
                                "The parcel",
                                List.of(
                                        media("https://api.twilio.com/m/0", "image/jpeg"),
                                        media("https://api.twilio.com/m/1", "image/png")),
                                null,
                                null)),
                Arguments.of(
                        "location",
                        new ReceivedContent(
                                "location", null, null, new Location(52.52, 13.4, "Office", "Street 1"), null)),
                Arguments.of(
                        "button", new ReceivedContent("button", "Yes", null, null, new Choice("confirm-1", "Yes"))),
                Arguments.of(
                        "list",
                        new ReceivedContent("interactive", "Tomorrow", null, null, new Choice("slot-2", "Tomorrow"))));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsWhatAContactWrote(String shown, ReceivedContent content) {
        var message = (MessageReceived) received(INBOUND, "inbound-whatsapp-" + shown);

        assertThat(message.content()).isEqualTo(content);
        assertThat(message.channel()).isEqualTo(Channel.WHATSAPP);
    }

    @Test
    void namesMessageConversationAndContact() {
        var message = (MessageReceived) received(INBOUND, "inbound-whatsapp-text");
        var contact = new Address("+14155550100");
        var ours = new Address("+15550001111");

        assertThat(message.messageId())
                .isEqualTo(MessageId.elsewhere(Provider.TWILIO, ACCOUNT, "SM0000000000000000000000000000000a"));
        assertThat(message.conversationId()).isEqualTo(ConversationId.between(Channel.WHATSAPP, ours, contact));
        assertThat(message.contact()).isEqualTo(Contact.phone(contact, "Ada 🙂"));
        assertThat(message.account()).isEqualTo(ACCOUNT);
        assertThat(message.occurredAt()).isEqualTo(RECEIVED_AT);
        assertThat(message.raw()).isNotNull();
        assertThat(message.raw().get("Body").asString()).isEqualTo("Thanks, tomorrow please");
    }

    @Test
    void readsAnSms() {
        var message = (MessageReceived) received(INBOUND, "inbound-sms-text");

        assertThat(message.channel()).isEqualTo(Channel.SMS);
        assertThat(message.ours()).isEqualTo(new Address("+15550002222"));
        assertThat(message.content()).isEqualTo(ReceivedContent.text("Hello"));
    }

    @Test
    void tellsWhichMessageIsAnswered() {
        var message = (MessageReceived) received(INBOUND, "inbound-whatsapp-button");

        assertThat(message.replyTo()).isEqualTo("SM0000000000000000000000000000000b");
    }

    @Test
    void knowsAContactWithoutANumberByItsUserId() {
        var message = (MessageReceived) received(INBOUND, "inbound-whatsapp-user-without-number");

        assertThat(message.contact())
                .isEqualTo(new Contact(new Address("US.13491208655302741918"), null, "US.13491208655302741918", "Ada"));
        assertThat(message.channel()).isEqualTo(Channel.WHATSAPP);
    }

    @Test
    void keepsAChannelItDoesNotKnow() {
        var unknown = (UnknownReceived) received(INBOUND, "inbound-messenger");

        assertThat(unknown.kind()).isEqualTo("messenger");
        assertThat(unknown.raw()).isNotNull();
    }

    @Test
    void takesOurIdFromTheCallbacksAddress() {
        assertThat(reported("status-delivered", "mid=" + OURS).messageId()).isEqualTo(MessageId.of(OURS));
        assertThat(reported("status-delivered", "mid=1-1-1-1-1").messageId())
                .isEqualTo(MessageId.elsewhere(Provider.TWILIO, ACCOUNT, "SM0000000000000000000000000000000c"));
        assertThat(reported("status-delivered", null).isNamedByProvider()).isTrue();
    }

    @Test
    void readsADelivery() {
        var status = reported("status-delivered", null);

        assertThat(status.status()).isEqualTo(Status.DELIVERED);
        assertThat(status.channel()).isEqualTo(Channel.WHATSAPP);
        assertThat(status.to()).isEqualTo(new Address("+14155550149"));
        assertThat(status.failure()).isNull();
    }

    @Test
    void tellsAFailureInItsOwnWords() {
        assertThat(reported("status-undelivered-63049", null).failure())
                .isEqualTo(new Failure(Kind.FALLBACK, "63049", "Meta chose not to deliver this marketing message"));
        assertThat(reported("status-failed-unknown-code", null).failure())
                .isEqualTo(new Failure(Kind.PERMANENT, "99999", "the provider gives a code we do not know"));
    }

    @Test
    void namesARepetitionAlikeAndAnotherStatusOtherwise() {
        var delivered = id("status-delivered");

        assertThat(id("status-delivered")).isEqualTo(delivered);
        assertThat(id("status-undelivered-63049")).isNotEqualTo(delivered).endsWith(":undelivered:63049");
    }

    @Test
    void leavesOutASenderThatIsNoAddress() {
        var status = reported("status-from-named-sender", null);

        assertThat(status.from()).isNull();
        assertThat(status.channel()).isEqualTo(Channel.SMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-without-sid", "status-unknown-word", "inbound-without-sid"})
    void namesWhatItCannotReadAndThrowsNothing(String fixture) {
        var facts = read(fixture.startsWith("status") ? STATUS : INBOUND, fixture, null);

        assertThat(facts.read()).isEmpty();
        assertThat(facts.unread()).singleElement().asString().contains("Message");
    }

    @Test
    void readsEitherKindAtEitherAddress() {
        assertThat(read(INBOUND, "status-delivered", null).read())
                .singleElement()
                .isInstanceOf(Fact.Reported.class);
        assertThat(read(STATUS, "inbound-sms-text", null).read())
                .singleElement()
                .isInstanceOf(Fact.Received.class);
    }

    private static Media media(String url, String contentType) {
        return new Media(null, url, contentType, null, null, null);
    }

    private static Object received(WebhookEndpoint endpoint, String fixture) {
        var facts = read(endpoint, fixture, null);
        assertThat(facts.unread()).isEmpty();
        return ((Fact.Received) facts.read().getFirst()).event();
    }

    private static StatusReported reported(String fixture, String query) {
        return ((Fact.Reported) read(STATUS, fixture, query).read().getFirst()).event();
    }

    private static String id(String fixture) {
        return read(STATUS, fixture, null).read().getFirst().id();
    }

    private static Facts read(WebhookEndpoint endpoint, String fixture, String query) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        return endpoint.read(new Webhook(
                HttpMethod.POST,
                "/api/webhooks/status",
                query,
                headers,
                Fixtures.read("twilio/" + fixture + ".form"),
                RECEIVED_AT));
    }
}
