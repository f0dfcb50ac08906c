package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What comes in beside messages, in whatever order it does. */
class InboundIT {

    private static RunningStatus status;
    private static Wiretap wire;
    private static WebTestClient api;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        status = RunningStatus.start("--STATUS_QR_SHOWN_FOR=20s");
        wire = Wiretap.on(status);
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterAll
    static void stop() {
        wire.close();
        status.close();
    }

    @Test
    void aCallEndsTheSameInWhateverOrderItsNewsCome() {
        var one = "CA" + UUID.randomUUID();
        var other = "CA" + UUID.randomUUID();
        say(received(one), progressed(one, "in-progress", 2, null), progressed(one, "completed", 3, 42));
        say(
                progressed(other, "completed", 3, 42),
                received(other),
                progressed(other, "in-progress", 2, null),
                received(other));

        for (var id : List.of(one, other)) {
            await().untilAsserted(() -> {
                var call = body("/api/v1/calls/" + id);
                assertThat(JsonPath.<String>read(call, "$.progress")).isEqualTo("completed");
                assertThat(JsonPath.<List<String>>read(call, "$.steps[*].progress"))
                        .containsExactly("ringing", "in-progress", "completed");
                assertThat(JsonPath.<Integer>read(call, "$.durationSeconds")).isEqualTo(42);
                assertThat(JsonPath.<String>read(call, "$.caller")).isEqualTo("+14155550142");
                assertThat(JsonPath.<String>read(call, "$.beganAt")).isEqualTo("2026-11-21T10:00:00Z");
            });
        }
        assertThat(body("/api/v1/calls")).contains(one, other);
        await().untilAsserted(() -> {
            assertThat(changeIds(one).getLast()).isEqualTo(one + ":completed");
            assertThat(changeIds(one)).doesNotHaveDuplicates();
            assertThat(changeIds(other)).containsExactly(other + ":completed");
        });
    }

    @Test
    void callsArePagedNewestFirst() {
        var ids = Stream.generate(() -> "CA" + UUID.randomUUID()).limit(3).toList();
        ids.forEach(id -> say(received(id)));
        await().untilAsserted(() -> assertThat(body("/api/v1/calls?limit=200")).contains(ids));

        var all = JsonPath.<List<String>>read(body("/api/v1/calls?limit=200"), "$.items[*].id");
        var first = body("/api/v1/calls?limit=1");
        var next = body("/api/v1/calls?limit=1&cursor=" + JsonPath.<String>read(first, "$.nextCursor"));
        assertThat(JsonPath.<String>read(first, "$.items[0].id")).isEqualTo(all.getFirst());
        assertThat(JsonPath.<String>read(next, "$.items[0].id")).isEqualTo(all.get(1));
    }

    @Test
    void aSessionIsWhatItsLatestNewsSay() {
        var id = "session-" + UUID.randomUUID();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        say(session(id, "ready", null, null, null, now.minusSeconds(1)));
        say(session(id, "loading", null, 99, "almost", now.minusSeconds(2)));
        say(session(id, "auth_failure", null, null, "the phone said no", now.minusSeconds(9)));

        await().ignoreException(PathNotFoundException.class).untilAsserted(() -> {
            var session = body("/api/v1/sessions/" + id);
            assertThat(JsonPath.<String>read(session, "$.state")).isEqualTo("ready");
            assertThat(JsonPath.<String>read(session, "$.status")).isEqualTo("session_connected");
            assertThat(JsonPath.<Boolean>read(session, "$.isConnected")).isTrue();
            assertThat(JsonPath.<Boolean>read(session, "$.hasError")).isFalse();
            assertThat(JsonPath.<String>read(session, "$.lastError.reason")).isEqualTo("the phone said no");
        });

        say(session(id, "loading", null, 12, null, now));
        await().ignoreException(PathNotFoundException.class).untilAsserted(() -> {
            var session = body("/api/v1/sessions/" + id);
            assertThat(JsonPath.<Boolean>read(session, "$.isLoading")).isTrue();
            assertThat(JsonPath.<Integer>read(session, "$.percent")).isEqualTo(12);
        });
        assertThat(JsonPath.<Integer>read(body("/api/v1/sessions"), "$.summary.total"))
                .isPositive();
        await().untilAsserted(() -> assertThat(changeIds(id))
                .containsExactly(
                        id + ":ready:" + now.minusSeconds(1).toEpochMilli(), id + ":loading:" + now.toEpochMilli()));
    }

    @Test
    void aQrCodeIsShownWhileAPhoneTakesItAndGoesNowhereElse() {
        var id = "session-" + UUID.randomUUID();
        var code = "2@" + UUID.randomUUID();
        say(session(id, "qr", code, null, null, Instant.now()));

        await().untilAsserted(() -> assertThat(JsonPath.<String>read(body("/api/v1/sessions/" + id), "$.qr.text"))
                .isEqualTo(code));
        assertThat(JsonPath.<String>read(body("/api/v1/sessions/" + id), "$.qr.image"))
                .startsWith("data:image/png;base64,");
        assertThat(body("/api/v1/sessions")).contains(id).doesNotContain(code).doesNotContain("data:image");
        await().untilAsserted(() -> assertThat(changeIds(id)).hasSize(1));
        assertThat(changes(id)).noneMatch(value -> value.contains(code));

        var old = "session-" + UUID.randomUUID();
        say(session(old, "qr", code, null, null, Instant.now().minusSeconds(21)));
        await().untilAsserted(() -> assertThat(body("/api/v1/sessions/" + old)).contains("\"needsQR\":true"));
        assertThat(body("/api/v1/sessions/" + old)).doesNotContain(code);
    }

    @Test
    void editsRevokesAndReactionsMeetTheirMessageAlsoWhenTheyComeFirst() {
        var contact = new Address("+4930" + System.nanoTime() % 100_000_000);
        var edited = News.received(Channel.WHATSAPP, contact, "on Thursay", 1);
        var early = News.received(Channel.WHATSAPP, contact, "on Fryday", 2);
        var revoked = News.received(Channel.WHATSAPP, contact, "never mind", 3);
        say(edited, edit(edited, "on Thursday", 11), edit(edited, "on Thirsday", 10));
        say(edit(early, "on Friday", 12), reaction(early, "👍", 13), reaction(early, null, 14), early);
        say(revoke(revoked, 15), revoked, reaction(edited, "👍", 16), reaction(edited, "🎉", 17));

        await().ignoreException(PathNotFoundException.class).untilAsserted(() -> {
            var message = body("/api/v1/messages/" + edited.messageId());
            assertThat(JsonPath.<String>read(message, "$.text")).isEqualTo("on Thursday");
            assertThat(JsonPath.<String>read(message, "$.editedAt")).isEqualTo("2026-11-21T10:00:11Z");
            assertThat(JsonPath.<List<String>>read(message, "$.reactions[*].emoji"))
                    .containsExactly("🎉");
        });
        await().untilAsserted(() -> {
            var message = body("/api/v1/messages/" + early.messageId());
            assertThat(JsonPath.<String>read(message, "$.text")).isEqualTo("on Friday");
            assertThat(message).doesNotContain("reactions");
        });
        await().untilAsserted(() -> assertThat(body("/api/v1/messages/" + revoked.messageId()))
                .contains("revokedAt")
                .doesNotContain("never mind"));
        assertThat(body("/api/v1/messages?limit=200")).contains("on Friday", "on Thursday");
        assertThat(body("/api/whatsapp/conversations")).doesNotContain("never mind");
        assertThat(JsonPath.<List<String>>read(
                        body("/api/v1/messages/" + early.messageId() + "/explain"), "$.timeline[*].says"))
                .containsExactly(
                        "a contact's message came in",
                        "the contact changed what it says",
                        "the contact put an emoji on it",
                        "the contact took its emoji off");
        assertThat(JsonPath.<List<String>>read(
                        body("/api/v1/messages/" + edited.messageId() + "/events"), "$.items[*].effect"))
                .containsExactly("advanced", "amended", "amended", "amended", "amended");
    }

    @Test
    void aReactionToOurOwnMessageMeetsItByTheProvidersId() {
        var news = News.ofSomeMessage();
        say(new ReactionReceived(
                ConversationId.between(Channel.WHATSAPP, News.OURS, news.to()),
                Provider.TWILIO,
                news.account(),
                Channel.WHATSAPP,
                News.OURS,
                Contact.phone(news.to(), null),
                news.providerId(),
                "👍",
                News.at(20),
                null));
        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        wire.say(wire.topics().sendOutcomes(), news.accepted(1));

        await().ignoreException(PathNotFoundException.class)
                .untilAsserted(() -> assertThat(JsonPath.<List<String>>read(
                                body("/api/v1/messages/" + news.id()), "$.reactions[*].emoji"))
                        .containsExactly("👍"));
    }

    @Test
    void whatWeWroteOnAPhoneStandsInTheConversation() {
        var contact = new Address("+4931" + System.nanoTime() % 100_000_000);
        var theirs = News.received(Channel.WHATSAPP, contact, "are you there?", 1);
        var id = "3EB" + UUID.randomUUID();
        var ours = new MessageEchoed(
                MessageId.elsewhere(Provider.GATEWAY, "session-7", id),
                ConversationId.between(Channel.WHATSAPP, News.OURS, contact),
                Provider.GATEWAY,
                "session-7",
                Channel.WHATSAPP,
                News.OURS,
                Contact.phone(contact, null),
                id,
                ReceivedContent.text("yes, from my phone"),
                News.at(2),
                null);
        say(theirs, ours);

        await().untilAsserted(() -> {
            var message = body("/api/v1/messages/" + ours.messageId());
            assertThat(JsonPath.<String>read(message, "$.direction")).isEqualTo("outbound");
            assertThat(JsonPath.<String>read(message, "$.status")).isEqualTo("sent");
        });
        assertThat(JsonPath.<List<String>>read(
                        body("/api/whatsapp/conversations?limit=200"),
                        "$[?(@.contact=='" + contact.value() + "')].lastMessageText"))
                .containsExactly("yes, from my phone");
    }

    private static MessageEdited edit(MessageReceived of, String text, int second) {
        return new MessageEdited(
                of.messageId(),
                of.conversationId(),
                of.provider(),
                of.account(),
                of.channel(),
                of.ours(),
                of.contact(),
                of.providerId(),
                ReceivedContent.text(text),
                News.at(second),
                null);
    }

    private static MessageRevoked revoke(MessageReceived of, int second) {
        return new MessageRevoked(
                of.messageId(),
                of.conversationId(),
                of.provider(),
                of.account(),
                of.channel(),
                of.ours(),
                of.contact(),
                of.providerId(),
                News.at(second),
                null);
    }

    private static ReactionReceived reaction(MessageReceived to, @Nullable String emoji, int second) {
        return new ReactionReceived(
                to.conversationId(),
                to.provider(),
                to.account(),
                to.channel(),
                to.ours(),
                to.contact(),
                to.providerId(),
                emoji,
                News.at(second),
                null);
    }

    private static CallReceived received(String id) {
        return new CallReceived(id, Provider.TWILIO, "AC1", News.OURS, new Address("+14155550142"), News.at(0), null);
    }

    private static CallProgressed progressed(String id, String progress, int sequence, @Nullable Integer seconds) {
        return new CallProgressed(
                id, Provider.TWILIO, "AC1", progress, sequence, seconds, News.at(sequence * 10), null);
    }

    private static SessionChanged session(
            String id,
            String state,
            @Nullable String qr,
            @Nullable Integer percent,
            @Nullable String reason,
            Instant at) {
        return new SessionChanged(id, Provider.GATEWAY, id, state, qr, percent, reason, at, null);
    }

    private static void say(InboundEvent... events) {
        for (var event : events) {
            wire.say(wire.topics().inbound(), event);
        }
    }

    private static List<String> changeIds(String key) {
        return wire.all(wire.topics().changes().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> Wiretap.header(record, "ce_id"))
                .toList();
    }

    private static List<String> changes(String key) {
        return wire.all(wire.topics().changes().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(String path) {
        return String.valueOf(api.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
