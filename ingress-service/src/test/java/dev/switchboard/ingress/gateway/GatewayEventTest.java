package dev.switchboard.ingress.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class GatewayEventTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Address CONTACT = new Address("+14155550100");
    private static final Address OURS = new Address("+15550001111");
    private static final String THEIRS = "false_14155550100@c.us_3A01";
    private static final String SENT = "true_14155550100@c.us_3A01";

    @ParameterizedTest
    @CsvSource({
        "qr, qr, 2@only-for-the-phone, , ",
        "qr-by-event, qr, 2@only-for-the-phone, , ",
        "code, code, ABCD1234, , ",
        "authenticated, authenticated, , , ",
        "ready, ready, , , ",
        "status-is-auth-failure, auth_failure, , , phone says no",
        "auth-failure, auth_failure, , , phone says no",
        "loading-screen, loading, , 42, WhatsApp",
        "change-state, conflict, , , ",
        "disconnected, disconnected, , , NAVIGATION",
        "waha-session-qr, qr, , , ",
        "waha-session-working, ready, , , "
    })
    void tellsHowASessionStands(
            String fixture, String state, @Nullable String qr, @Nullable Integer percent, @Nullable String reason) {
        var event = received(fixture, SessionChanged.class);

        assertThat(event.state()).isEqualTo(state);
        assertThat(event.qr()).isEqualTo(qr);
        assertThat(event.percent()).isEqualTo(percent);
        assertThat(event.reason()).isEqualTo(reason);
        assertThat(event.key()).isEqualTo("shop");
        assertThat(event.toString()).doesNotContain("only-for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "message-by-event", "message-create-theirs", "waha-message"})
    void readsAMessageInEveryShape(String fixture) {
        var event = received(fixture, MessageReceived.class);

        assertThat(event.messageId()).isEqualTo(MessageId.elsewhere(Provider.GATEWAY, "shop", THEIRS));
        assertThat(event.conversationId()).isEqualTo(ConversationId.between(Channel.WHATSAPP, OURS, CONTACT));
        assertThat(event.contact().phone()).isEqualTo(CONTACT);
        assertThat(event.ours()).isEqualTo(OURS);
        assertThat(event.content().text()).isEqualTo("Thanks");
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void keepsWhatBelongsToAMessage() {
        assertThat(received("message", MessageReceived.class).contact().name()).isEqualTo("Ada");
        var waha = received("waha-message", MessageReceived.class);
        assertThat(waha.replyTo()).isEqualTo("true_x_y");
        assertThat(waha.content().media())
                .singleElement()
                .satisfies(media -> assertThat(media.url()).isEqualTo("http://waha/x.jpg"));
        var place =
                received("message-location", MessageReceived.class).content().location();
        assertThat(place).isNotNull().satisfies(it -> assertThat(it.latitude()).isEqualTo(52.5));
    }

    @Test
    void takesAGroupForTheOtherSideAndItsAuthorForTheOneWithANumber() {
        var contact = received("message-in-group", MessageReceived.class).contact();

        assertThat(contact.address().value()).isEqualTo("120363000000000001@g.us");
        assertThat(contact.phone()).isEqualTo(CONTACT);
    }

    @Test
    void readsAUserWithoutANumber() {
        var contact = received("message-from-user-without-number", MessageReceived.class)
                .contact();

        assertThat(contact.userId()).isEqualTo("98765432101234@lid");
        assertThat(contact.phone()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message-create-ours", "waha-message-any-ours"})
    void tellsWhatWeSentElsewhereFromWhatCame(String fixture) {
        var event = received(fixture, MessageEchoed.class);

        assertThat(event.contact().address()).isEqualTo(CONTACT);
        assertThat(event.ours()).isEqualTo(OURS);
        assertThat(event.messageId()).isEqualTo(MessageId.elsewhere(Provider.GATEWAY, "shop", SENT));
    }

    @Test
    void keepsOfAFileItsSizeAndHash() {
        var media = received("media", MessageReceived.class).content().media();

        assertThat(media).singleElement().satisfies(file -> {
            assertThat(file.contentType()).isEqualTo("image/png");
            assertThat(file.filename()).isEqualTo("a.png");
            assertThat(file.size()).isEqualTo(8);
            assertThat(file.sha256()).isEqualTo("4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6");
        });
    }

    @Test
    void leavesALargeFileOutOfTheRecord() {
        var large = "A".repeat(5_000_000);
        var body = new String(Fixtures.read("gateway/media.json"), UTF_8).replace("iVBORw0KGgo=", large);

        var event = (MessageReceived) ((Fact.Received) only(read("shop", body))).event();

        assertThat(event.raw().toString()).hasSizeLessThan(2_000).contains("omitted");
        assertThat(event.content().media())
                .singleElement()
                .satisfies(file -> assertThat(file.sha256()).hasSize(64));
    }

    @ParameterizedTest
    @CsvSource({
        "ack-error, FAILED",
        "ack-pending, QUEUED",
        "ack-server, SENT",
        "ack-device, DELIVERED",
        "ack-read, READ",
        "ack-played, PLAYED",
        "waha-ack, DELIVERED"
    })
    void readsAnAcknowledgementAsAStatus(String fixture, Status status) {
        var reported = (Fact.Reported) only(read(fixture));

        assertThat(reported.event().status()).isEqualTo(status);
        assertThat(reported.event().messageId()).isEqualTo(MessageId.elsewhere(Provider.GATEWAY, "shop", SENT));
        assertThat(reported.event().to()).isEqualTo(CONTACT);
        assertThat(reported.event().failure() != null).isEqualTo(status == Status.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "ack-of-theirs, message_ack",
        "group-join, group_join",
        "waha-presence, presence.update",
        "message-reaction, message_reaction"
    })
    void keepsWhatItHasNoWordsFor(String fixture, String kind) {
        assertThat(received(fixture, UnknownReceived.class).kind()).isEqualTo(kind);
    }

    @Test
    void readsWhatBecameOfAMessage() {
        assertThat(received("message-edit", MessageEdited.class).content().text())
                .isEqualTo("Thanks!");
        assertThat(received("message-revoke", MessageRevoked.class).providerId())
                .isEqualTo(THEIRS);
        var reaction = received("waha-reaction", ReactionReceived.class);
        assertThat(reaction.reactedTo()).isEqualTo(SENT);
        assertThat(reaction.conversationId()).isEqualTo(ConversationId.between(Channel.WHATSAPP, OURS, CONTACT));
    }

    @Test
    void readsACall() {
        assertThat(received("call", CallReceived.class).caller()).isEqualTo(CONTACT);
        assertThat(received("waha-call-received", CallReceived.class).ours()).isEqualTo(OURS);
        assertThat(received("waha-call-rejected", CallProgressed.class).progress())
                .isEqualTo("rejected");
    }

    @ParameterizedTest
    @CsvSource({
        "of-another-session, the session is not the one of the address",
        "without-name, event is missing",
        "ack-nobody-knows, ack is missing or is not one of ours"
    })
    void saysWhyItCannotReadOne(String fixture, String reason) {
        assertThat(read(fixture).unread()).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a%20b", "a%0Ab", "%F0%9F%98%80"})
    void believesNoSessionThatCannotBeOne(String session) {
        assertThat(read(session, "{\"event\":\"ready\"}").unread()).containsExactly("the address names no session");
    }

    @Test
    void namesTheSameMessageTheSameWhoeverTellsOfIt() {
        assertThat(only(read("message")).id())
                .isEqualTo(only(read("message-create-theirs")).id());
        assertThat(only(read("waha-session-qr")).id())
                .isEqualTo(only(read("waha-session-qr")).id());
        assertThat(only(read("qr")).id()).isNotEqualTo(only(read("ready")).id());
    }

    private static <E extends InboundEvent> E received(String fixture, Class<E> type) {
        return type.cast(((Fact.Received) only(read(fixture))).event());
    }

    private static Fact only(Facts facts) {
        assertThat(facts.unread()).isEmpty();
        assertThat(facts.read()).hasSize(1);
        return facts.read().getFirst();
    }

    private static Facts read(String fixture) {
        return read("shop", new String(Fixtures.read("gateway/" + fixture + ".json"), UTF_8));
    }

    private static Facts read(String session, String body) {
        var facts = new Facts();
        facts.parts(
                "",
                () -> GatewayEvent.of(new Webhook(
                                HttpMethod.POST,
                                "/api/whatsapp/webhook/" + session,
                                null,
                                new HttpHeaders(),
                                body.getBytes(UTF_8),
                                NOW))
                        .facts());
        return facts;
    }
}
