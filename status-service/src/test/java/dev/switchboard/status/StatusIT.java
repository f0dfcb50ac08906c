package dev.switchboard.status;

import static dev.switchboard.contracts.message.Status.DELIVERED;
import static dev.switchboard.contracts.message.Status.FAILED;
import static dev.switchboard.contracts.message.Status.READ;
import static dev.switchboard.contracts.message.Status.SENT;
import static dev.switchboard.contracts.message.Status.UNDELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.status.change.Publisher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class StatusIT {

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
    void showsAMessagesStateAndHistory() {
        var news = News.ofSomeMessage();
        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        wire.say(wire.topics().sendOutcomes(), news.accepted(1));
        wire.say(wire.topics().status(), news.reported(SENT, 2, null));
        wire.say(wire.topics().status(), news.reported(READ, 8, null));
        wire.say(wire.topics().status(), news.reported(SENT, 2, null));

        awaitStatus(news.id(), "read");
        awaitEvents(news.id(), 5);

        api.get()
                .uri("/api/v1/messages/{id}", news.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(news.id().toString())
                .jsonPath("$.direction")
                .isEqualTo("outbound")
                .jsonPath("$.channel")
                .isEqualTo("whatsapp")
                .jsonPath("$.provider")
                .isEqualTo("twilio")
                .jsonPath("$.providerId")
                .isEqualTo(news.providerId())
                .jsonPath("$.account")
                .isEqualTo(news.account())
                .jsonPath("$.from")
                .isEqualTo("+15550001111")
                .jsonPath("$.to")
                .isEqualTo(news.to().value())
                .jsonPath("$.text")
                .isEqualTo("Your parcel is here.")
                .jsonPath("$.requestedAt")
                .isEqualTo("2026-11-21T10:00:00Z")
                .jsonPath("$.sentAt")
                .isEqualTo("2026-11-21T10:00:02Z")
                .jsonPath("$.deliveredAt")
                .isEqualTo("2026-11-21T10:00:08Z")
                .jsonPath("$.readAt")
                .isEqualTo("2026-11-21T10:00:08Z")
                .jsonPath("$.failedAt")
                .doesNotExist()
                .jsonPath("$.failure")
                .doesNotExist()
                .jsonPath("$.tenant")
                .isEqualTo("acme")
                .jsonPath("$.metadata.order")
                .isEqualTo("42")
                .jsonPath("$.traceId")
                .isEqualTo(Wiretap.TRACE.traceId())
                .jsonPath("$.history[*].status")
                .value(statuses ->
                        assertThat((List<?>) statuses).isEqualTo(List.of("requested", "accepted", "sent", "read")))
                .jsonPath("$.history[2].count")
                .isEqualTo(2);

        api.get()
                .uri("/api/v1/messages/{sid}/events", news.providerId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(5)
                .jsonPath("$.items[?(@.type=='Queued')].topic")
                .isEqualTo(wire.topics().sendOutcomes().name())
                .jsonPath("$.items[?(@.type=='Queued')].traceId")
                .isEqualTo(Wiretap.TRACE.traceId())
                .jsonPath("$.items[?(@.effect=='duplicate')].status")
                .isEqualTo("sent")
                .jsonPath("$.items[?(@.status=='read')].effect")
                .isEqualTo("advanced")
                .jsonPath("$.items[?(@.type=='Queued')].payload.request.content.body")
                .isEqualTo("Your parcel is here.");

        api.get()
                .uri("/api/v1/whatsapp/delivery-status/{sid}", news.providerId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.messageSid")
                .isEqualTo(news.providerId())
                .jsonPath("$.status")
                .isEqualTo("read")
                .jsonPath("$.timestamps.delivered")
                .isEqualTo("2026-11-21T10:00:08Z")
                .jsonPath("$.timestamps.failed")
                .isEmpty()
                .jsonPath("$.statusHistory[0].status")
                .isEqualTo("read")
                .jsonPath("$.deliveryMetrics.timeToDeliver")
                .isEqualTo("6s")
                .jsonPath("$.deliveryMetrics.timeToReadMs")
                .isEqualTo(6000);

        api.get()
                .uri("/messages/{id}", news.id())
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .location("/api/v1/messages/" + news.id())
                .expectBody();
    }

    @Test
    void aFailureReportedOfADeliveredMessageIsKeptAndChangesNothingVisible() {
        var news = News.ofSomeMessage();
        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        wire.say(wire.topics().status(), news.reported(DELIVERED, 3, null));
        wire.say(wire.topics().status(), news.reported(FAILED, 5, News.failure("30008")));

        awaitEvents(news.id(), 3);

        api.get()
                .uri("/api/v1/messages/{id}", news.id())
                .exchange()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("delivered")
                .jsonPath("$.failure")
                .doesNotExist()
                .jsonPath("$.failedAt")
                .doesNotExist()
                .jsonPath("$.lastStatusAt")
                .isEqualTo("2026-11-21T10:00:03Z");
    }

    @Test
    void aStatusOfAMessageNobodyKnowsYetMeetsItLater() {
        var news = News.ofSomeMessage();
        wire.say(wire.topics().status(), news.reportedElsewhere(DELIVERED, 3, null));
        awaitStatus(news.elsewhere(), "delivered");

        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        wire.say(wire.topics().sendOutcomes(), news.accepted(1));

        awaitStatus(news.id(), "delivered");
        api.get()
                .uri("/api/v1/messages/{id}", news.elsewhere())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody();
    }

    @Test
    void twoMessagesOfAFallbackPointToEachOther() {
        var original = News.ofSomeMessage();
        var other = News.ofSomeMessage();
        var sms = new News(original.id().fallback(), other.account(), other.providerId(), original.to());
        wire.say(wire.topics().sendOutcomes(), original.queued(0));
        wire.say(wire.topics().status(), original.reported(UNDELIVERED, 2, News.failure("63049")));
        wire.say(wire.topics().sendOutcomes(), sms.queued(3, original.id()));
        awaitStatus(sms.id(), "requested");
        awaitStatus(original.id(), "undelivered");

        api.get()
                .uri("/api/v1/messages/{id}", original.id())
                .exchange()
                .expectBody()
                .jsonPath("$.fallbackMessageId")
                .isEqualTo(sms.id().toString())
                .jsonPath("$.failure.kind")
                .isEqualTo("fallback")
                .jsonPath("$.failure.code")
                .isEqualTo("63049")
                .jsonPath("$.failedAt")
                .isEqualTo("2026-11-21T10:00:02Z");
        api.get()
                .uri("/api/v1/messages/{id}", sms.id())
                .exchange()
                .expectBody()
                .jsonPath("$.fallbackOf")
                .isEqualTo(original.id().toString())
                .jsonPath("$.channel")
                .isEqualTo("sms");
    }

    @Test
    void inboundWhatsAppAndSmsAppearAsConversations() {
        var ada = new Address("+919800000001");
        var bob = new Address("+14155550177");
        wire.say(wire.topics().inbound(), News.received(Channel.WHATSAPP, ada, "Is it here?", 1));
        wire.say(wire.topics().inbound(), News.received(Channel.WHATSAPP, ada, "Thanks, tomorrow please", 5));
        wire.say(wire.topics().inbound(), News.received(Channel.SMS, bob, "STOP?", 6));

        await().untilAsserted(() -> api.get()
                .uri("/api/whatsapp/conversations")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.contact=='+919800000001')].last_message_text")
                .isEqualTo("Thanks, tomorrow please")
                .jsonPath("$[?(@.contact=='+919800000001')].lastMessageText")
                .isEqualTo("Thanks, tomorrow please")
                .jsonPath("$[?(@.contact=='+919800000001')].contactName")
                .isEqualTo("Ada at 5")
                .jsonPath("$[?(@.contact=='+919800000001')].unread")
                .isEqualTo(2)
                .jsonPath("$[?(@.contact=='+919800000001')].windowUntil")
                .isEqualTo("2026-11-22T10:00:05Z")
                .jsonPath("$[?(@.contact=='+14155550177')].channel")
                .isEqualTo("sms")
                .jsonPath("$[?(@.contact=='+14155550177')].last_message_text")
                .isEqualTo("STOP?"));

        for (var written : List.of("+919800000001", "919800000001", "%2B919800000001")) {
            api.get()
                    .uri(URI.create(status.address() + "/api/whatsapp/contact_messages?contact=" + written))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.length()")
                    .isEqualTo(2)
                    .jsonPath("$[0].text")
                    .isEqualTo("Thanks, tomorrow please")
                    .jsonPath("$[0].status")
                    .isEqualTo("received")
                    .jsonPath("$[0].direction")
                    .isEqualTo("inbound");
        }
    }

    @Test
    void aBadRecordIsDeadLetteredAndThoseBehindItGoOn() {
        var news = News.ofSomeMessage();
        var key = news.id().toString();
        wire.sayBytes(wire.topics().status(), key, "{\"type\":\"StatusReported\",\"status\":\"sent\"}");
        wire.sayBytes(wire.topics().status(), key, "no JSON");
        wire.say(wire.topics().status(), news.reported(SENT, 2, null));

        awaitStatus(news.id(), "sent");
        var deadLetters = wire.topics().status().deadLetters(ConsumerGroup.STATUS);
        await().untilAsserted(() -> assertThat(wire.all(deadLetters))
                .filteredOn(record -> key.equals(new String(record.key())))
                .extracting(record -> Wiretap.header(record, "x-dlt-cause"))
                .containsExactly("invalid", "undecodable"));
    }

    /** PostgreSQL keeps no such character: the record is to blame, and only this one. */
    @Test
    void aRecordTheDatabaseCannotKeepIsDeadLetteredAlone() {
        var contact = new Address("+4915155555551");
        var bad = News.received(Channel.SMS, contact, "nul \0 here", 1);
        wire.say(wire.topics().inbound(), bad);
        wire.say(wire.topics().inbound(), News.received(Channel.SMS, contact, "fine", 2));

        await().untilAsserted(() -> assertThat(wire.all(wire.topics().inbound().deadLetters(ConsumerGroup.STATUS)))
                .extracting(record -> new String(record.key()))
                .containsExactly(bad.key()));
        await().untilAsserted(() -> api.get()
                .uri("/api/whatsapp/contact_messages?contact={contact}", "4915155555551")
                .exchange()
                .expectBody()
                .jsonPath("$[*].text")
                .value(texts -> assertThat((List<?>) texts).isEqualTo(List.of("fine"))));
    }

    @Test
    void tellsEveryChangeWithAStableIdAndTheTraceOfItsCause() {
        var news = News.ofSomeMessage();
        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        awaitStatus(news.id(), "requested");
        wire.say(wire.topics().status(), news.reported(DELIVERED, 4, null));
        awaitStatus(news.id(), "delivered");
        wire.say(wire.topics().status(), news.reported(SENT, 3, null));
        awaitEvents(news.id(), 3);

        await().untilAsserted(() -> assertThat(changesOf(news.id()))
                .extracting(change -> Wiretap.header(change, "ce_id"))
                .containsExactly(news.id() + ":requested", news.id() + ":delivered"));
        assertThat(changesOf(news.id()))
                .allSatisfy(change ->
                        assertThat(Wiretap.header(change, "traceparent")).isEqualTo(Wiretap.TRACE.value()))
                .allSatisfy(
                        change -> assertThat(Wiretap.header(change, "x-tenant")).isEqualTo("acme"))
                .last()
                .extracting(change -> new String(change.value()))
                .asString()
                .contains("\"type\":\"MessageChanged\"", "\"status\":\"delivered\"", "\"order\":\"42\"");
        var conversation = status.sql()
                .sql("select conversation_id::text from messages where id = ?::uuid")
                .param(news.id().toString())
                .query(String.class)
                .single();
        assertThat(wire.all(wire.topics().changes().name()))
                .extracting(change -> Wiretap.header(change, "ce_id"))
                .contains(conversation + ":" + news.id());
    }

    @Test
    void pagesThroughMessagesNewestFirst() {
        var to = new Address("+4930901820");
        var all = List.of(1, 2, 3).stream()
                .map(second -> {
                    var news = News.ofSomeMessage();
                    var mine = new News(news.id(), news.account(), news.providerId(), to);
                    wire.say(wire.topics().sendOutcomes(), mine.queued(second));
                    return mine.id().toString();
                })
                .toList();
        all.forEach(id -> awaitStatus(MessageId.of(id), "requested"));

        var first = api.get()
                .uri("/api/v1/messages?to={to}&status=requested&channel=whatsapp&limit=2", to.value())
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .blockFirst();
        assertThat(JsonPath.<List<String>>read(first, "$.items[*].id")).containsExactly(all.get(2), all.get(1));

        api.get()
                .uri(
                        "/api/v1/messages?to={to}&limit=2&cursor={cursor}",
                        to.value(),
                        JsonPath.<String>read(first, "$.nextCursor"))
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].id")
                .isEqualTo(all.getFirst())
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.nextCursor")
                .doesNotExist();
    }

    @Test
    void whatIsAskedWronglyIsAProblem() {
        expectProblem("/api/v1/messages/0199aaaa-0000-7000-8000-000000000000", 404, "not-found");
        expectProblem("/api/v1/messages/SMunknown", 404, "not-found");
        expectProblem("/api/v1/messages?status=lost", 400, "invalid-parameter");
        expectProblem("/api/v1/messages?limit=0", 400, "invalid-parameter");
        expectProblem("/api/v1/messages?limit=many", 400, "invalid-parameter");
        expectProblem("/api/v1/messages?cursor=x", 400, "invalid-parameter");
        expectProblem("/api/whatsapp/contact_messages", 400, "invalid-parameter");
        expectProblem("/api/v1/nowhere", 404, "not-found");
    }

    private static void expectProblem(String uri, int code, String type) {
        api.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(code)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:switchboard:problem:" + type)
                .jsonPath("$.title")
                .exists()
                .jsonPath("$.traceId")
                .value(id -> assertThat(id).asString().matches("[0-9a-f]{32}"));
    }

    @Test
    void aRestartPublishesWhatTheOutboxStillHolds() {
        var news = News.ofSomeMessage();
        try (var dying = RunningStatus.start();
                var its = Wiretap.on(dying)) {
            dying.bean(Publisher.class).stop();
            its.say(its.topics().sendOutcomes(), news.queued(0));
            await().until(() -> dying.sql()
                            .sql("select count(*) from outbox")
                            .query(Integer.class)
                            .single()
                    == 2);
            assertThat(its.all(its.topics().changes().name())).isEmpty();
            dying.close();

            try (var next = dying.again()) {
                await().untilAsserted(
                                () -> assertThat(its.all(its.topics().changes().name()))
                                        .extracting(change -> Wiretap.header(change, "ce_id"))
                                        .contains(news.id() + ":requested"));
                await().until(() -> next.sql()
                                .sql("select count(*) from outbox")
                                .query(Integer.class)
                                .single()
                        == 0);
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> changesOf(MessageId id) {
        return wire.all(wire.topics().changes().name()).stream()
                .filter(record -> id.toString().equals(new String(record.key())))
                .toList();
    }

    private static void awaitStatus(MessageId id, String expected) {
        await().untilAsserted(() -> api.get()
                .uri("/api/v1/messages/{id}", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(expected));
    }

    private static void awaitEvents(MessageId id, int count) {
        await().untilAsserted(() -> api.get()
                .uri("/api/v1/messages/{id}/events", id)
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(count));
    }
}
