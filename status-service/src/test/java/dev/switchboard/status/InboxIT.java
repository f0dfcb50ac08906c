package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
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
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What support people do all day: see who wrote, read it, answer it. */
class InboxIT {

    private static RunningStatus status;
    private static Wiretap wire;
    private static WebTestClient api;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        status = RunningStatus.start();
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
    void whatIsReadIsNoLongerUnreadAndWhatComesLaterIs() {
        var contact = someContact();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var first = received(contact, "first", now.minusSeconds(60));
        say(first);
        say(received(contact, "second", now.minusSeconds(50)));
        awaitUnread(first, 2);

        post("/read", first, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.unread")
                .isEqualTo(0);
        post("/read", first, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.unread")
                .isEqualTo(0);
        // It is older than what was read, and nobody has seen it.
        say(received(contact, "late", now.minusSeconds(55)));
        awaitUnread(first, 1);

        var changes = wire.all(wire.topics().changes().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8)
                        .equals(first.conversationId().toString()))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .map(value -> JsonPath.<Integer>read(value, "$.unread"))
                .toList();
        assertThat(changes).endsWith(0, 1).filteredOn(unread -> unread == 0).hasSize(1);
    }

    @Test
    void conversationsArePagedNewestFirst() {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(1000);
        var older = received(someContact(), "older", now);
        var newer = received(someContact(), "newer", now.plusSeconds(1));
        say(older);
        say(newer);
        awaitUnread(newer, 1);
        awaitUnread(older, 1);

        var first = body("/api/v1/conversations?limit=1");
        assertThat(JsonPath.<String>read(first, "$.items[0].id"))
                .isEqualTo(newer.conversationId().toString());
        var next = body("/api/v1/conversations?limit=1&cursor=" + JsonPath.<String>read(first, "$.nextCursor"));
        assertThat(JsonPath.<String>read(next, "$.items[0].id"))
                .isEqualTo(older.conversationId().toString());
        assertThat(JsonPath.<List<String>>read(
                        body("/api/v1/conversations/" + older.conversationId() + "/messages"), "$.items[*].text"))
                .containsExactly("older");
    }

    @Test
    void anAnswerIsARequestFromTheAddressThatWasWrittenTo() {
        var message = received(someContact(), "when will it come?", Instant.now());
        say(message);
        awaitUnread(message, 1);

        var key = UUID.randomUUID().toString();
        var answer = "{\"text\":\"Tomorrow at noon.\",\"replyTo\":\"" + message.providerId() + "\"}";
        var id = answered(message, answer, key);
        assertThat(answered(message, answer, key)).isEqualTo(id);

        var requests = wire.all(wire.topics().sendRequests().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id))
                .toList();
        assertThat(requests).hasSize(2);
        var request = new String(requests.getFirst().value(), StandardCharsets.UTF_8);
        assertThat(JsonPath.<Map<String, Object>>read(request, "$"))
                .containsEntry("channel", "whatsapp")
                .containsEntry("provider", "twilio")
                .containsEntry("from", News.OURS.value())
                .containsEntry("to", message.contact().address().value())
                .containsEntry("replyTo", message.providerId());
        assertThat(JsonPath.<String>read(request, "$.content.body")).isEqualTo("Tomorrow at noon.");
        assertThat(Wiretap.header(requests.getFirst(), "traceparent")).isNotEmpty();
    }

    @Test
    void theContactIsShownThatWeReadAndWrite() {
        var message = received(someContact(), "is it coming?", Instant.now());
        say(message);
        awaitUnread(message, 1);

        post("/read", message, null).expectStatus().isOk().expectBody();
        assertThat(receipts(message)).isEmpty();
        post("/read?receipt=true", message, null).expectStatus().isOk().expectBody();
        post("/typing", message, null).expectStatus().isAccepted().expectBody();

        assertThat(receipts(message))
                .hasSize(2)
                .allSatisfy(read -> assertThat(JsonPath.<Map<String, Object>>read(read, "$"))
                        .containsEntry("type", "ReadRequest")
                        .containsEntry("provider", "twilio")
                        .containsEntry("from", News.OURS.value())
                        .containsEntry("providerId", message.providerId()));
        assertThat(receipts(message).getFirst()).doesNotContain("typing");
        assertThat(JsonPath.<Boolean>read(receipts(message).getLast(), "$.typing"))
                .isTrue();
    }

    @Test
    void anSmsShowsNothingAndIsNotMarkedInstead() {
        var message = received(Channel.SMS, someContact(), "is it coming?", Instant.now());
        say(message);
        awaitUnread(message, 1);

        for (var what : List.of("/read?receipt=true", "/typing")) {
            post(what, message, null)
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:switchboard:problem:not-shown");
        }
        awaitUnread(message, 1);
    }

    private static List<String> receipts(MessageReceived message) {
        return wire.all(wire.topics().sendRequests().name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8)
                        .equals(message.messageId().toString()))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void outsideTheServiceWindowOnlyATemplateIsTaken() {
        var message = received(someContact(), "hello?", Instant.now().minus(Duration.ofHours(25)));
        say(message);
        awaitUnread(message, 1);

        post("/reply", message, "{\"text\":\"Sorry, we slept.\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:switchboard:problem:service-window-closed");
        post("/reply", message, "{\"content\":{\"type\":\"template\",\"name\":\"sorry\"}}")
                .expectStatus()
                .isAccepted()
                .expectBody();
    }

    @Test
    void anAnswerThatCannotBeMeantIsRefusedWithItsPlaceAndReason() {
        var message = received(someContact(), "hello", Instant.now());
        say(message);
        awaitUnread(message, 1);

        for (var wrong : Map.of(
                        "{}", "/text",
                        "{\"text\":\" \"}", "/text",
                        "{\"text\":1}", "/text",
                        "null", "/text",
                        "{\"text\":\"a\",\"content\":{\"type\":\"text\",\"body\":\"b\"}}", "/content",
                        "{\"content\":{\"type\":\"text\",\"body\":\"\"}}", "/content",
                        "{\"content\":{\"type\":\"dance\"}}", "/content")
                .entrySet()) {
            post("/reply", message, wrong.getKey())
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo(wrong.getValue());
        }
        post("/reply", message, "nonsense").expectStatus().isBadRequest().expectBody();
        api.post()
                .uri("/api/v1/conversations/{id}/read", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody();
    }

    @Test
    void aContactWithoutANumberIsShownAndAnswered() {
        var contact = new Contact(
                new Address("US.13491208655302741918" + System.nanoTime()), null, "US.13491208655302741918", "Grace");
        var message = received(contact, "no number", Instant.now());
        say(message);
        awaitUnread(message, 1);

        var conversation = body("/api/v1/conversations/" + message.conversationId());
        assertThat(JsonPath.<String>read(conversation, "$.contactName")).isEqualTo("Grace");
        var known = body("/api/v1/contacts/" + JsonPath.<String>read(conversation, "$.contactId"));
        assertThat(JsonPath.<String>read(known, "$.userId")).isEqualTo("US.13491208655302741918");
        assertThat(known).doesNotContain("phone");
        post("/reply", message, "{\"text\":\"Hello Grace\"}")
                .expectStatus()
                .isAccepted()
                .expectBody();
    }

    @Test
    void whatAContactWantsIsShownWithIt() {
        var contact = someContact();
        var message = received(contact, "no more adverts", Instant.now());
        say(message);
        awaitUnread(message, 1);
        for (var wanted : new boolean[] {false, true}) {
            wire.say(
                    wire.topics().account(),
                    new PreferenceChanged(
                            Provider.META,
                            "1",
                            contact.address(),
                            "marketing_messages",
                            wanted,
                            News.at(wanted ? 1 : 2),
                            null));
        }

        var id = JsonPath.<String>read(body("/api/v1/conversations/" + message.conversationId()), "$.contactId");
        await().untilAsserted(() -> {
            var known = body("/api/v1/contacts/" + id);
            assertThat(JsonPath.<List<Boolean>>read(known, "$.preferences[*].wanted"))
                    .containsExactly(false);
            assertThat(JsonPath.<List<String>>read(known, "$.conversations"))
                    .containsExactly(message.conversationId().toString());
        });
        assertThat(JsonPath.<List<String>>read(
                        body("/api/v1/contacts?address="
                                + contact.address().value().substring(1)),
                        "$.items[*].id"))
                .containsExactly(id);
    }

    private static Contact someContact() {
        return Contact.phone(new Address("+49171" + System.nanoTime() % 10_000_000_00L), "Ada");
    }

    private static MessageReceived received(Contact contact, String text, Instant at) {
        return received(Channel.WHATSAPP, contact, text, at);
    }

    private static MessageReceived received(Channel channel, Contact contact, String text, Instant at) {
        var providerId = "SM" + UUID.randomUUID();
        return new MessageReceived(
                MessageId.elsewhere(Provider.TWILIO, "AC1", providerId),
                ConversationId.between(channel, News.OURS, contact.address()),
                Provider.TWILIO,
                "AC1",
                channel,
                News.OURS,
                contact,
                providerId,
                ReceivedContent.text(text),
                null,
                at,
                null);
    }

    private static void say(MessageReceived message) {
        wire.say(wire.topics().inbound(), message);
    }

    private static void awaitUnread(MessageReceived message, int unread) {
        await().untilAsserted(() -> api.get()
                .uri("/api/v1/conversations/{id}", message.conversationId())
                .exchange()
                .expectBody()
                .jsonPath("$.unread")
                .isEqualTo(unread));
    }

    private static String answered(MessageReceived message, String answer, String key) {
        return JsonPath.read(
                String.valueOf(api.post()
                        .uri("/api/v1/conversations/{id}/reply", message.conversationId())
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Idempotency-Key", key)
                        .bodyValue(answer)
                        .exchange()
                        .expectStatus()
                        .isAccepted()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()),
                "$.id");
    }

    private static WebTestClient.ResponseSpec post(String what, MessageReceived message, @Nullable String body) {
        var request = api.post()
                .uri("/api/v1/conversations/{id}" + what, message.conversationId())
                .contentType(MediaType.APPLICATION_JSON);
        return (body == null ? request : request.bodyValue(body)).exchange();
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
