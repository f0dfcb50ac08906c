package dev.switchboard.status.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a service says a dead letter would do is what it then does, and saying it does nothing. */
class PreviewIT {

    private static RunningStatus status;
    private static WebTestClient api;

    @BeforeAll
    static void start() {
        status = RunningStatus.start();
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @Test
    void whatWouldChangeIsToldAndNothingChanges() {
        var news = News.ofSomeMessage();
        var queued = timed(topics().sendOutcomes().record(news.queued(0), envelope()));
        var delivered = timed(topics().status().record(news.reported(Status.DELIVERED, 5, null), envelope()));

        assertThat(effects(topics().sendOutcomes(), queued))
                .containsExactly(new Effect(Kind.CHANGES, "new → requested"));
        assertThat(effects(topics().status(), delivered)).containsExactly(new Effect(Kind.CHANGES, "new → delivered"));
        for (var table : List.of(
                "messages", "message_statuses", "message_events", "provider_ids", "message_descriptions", "outbox")) {
            assertThat(count(table)).as(table).isZero();
        }

        send(queued);
        awaitStatus(news, "requested");
        assertThat(effects(topics().status(), delivered))
                .containsExactly(new Effect(Kind.CHANGES, "requested → delivered"));
        send(delivered);
        awaitStatus(news, "delivered");
        assertThat(effects(topics().status(), delivered, delivered))
                .containsExactly(Effect.of(Kind.NOTHING), Effect.of(Kind.NOTHING));
        status.sql().sql("delete from messages").update();
        status.sql().sql("delete from message_statuses").update();
        status.sql().sql("delete from message_events").update();
        status.sql().sql("delete from provider_ids").update();
        status.sql().sql("delete from message_descriptions").update();
    }

    @Test
    void callsSessionsWishesAndErasuresAreTriedToo() {
        var at = News.at(0);
        var called = new CallReceived("CA1", Provider.TWILIO, "AC1", News.OURS, new Address("+14155550142"), at, null);
        var ready = new SessionChanged("shop", Provider.GATEWAY, "shop", "ready", null, null, null, at, null);
        var wish = new PreferenceChanged(
                Provider.META, "1", new Address("+14155550142"), "marketing_messages", false, at, null);
        var erased = new ContactErased("c", List.of("hash"), null, at);

        for (var time : List.of("once", "and once more, because nothing was kept")) {
            assertThat(effects(topics().inbound(), record(called), record(ready)))
                    .as(time)
                    .containsExactly(
                            new Effect(Kind.CHANGES, "call → ringing"), new Effect(Kind.CHANGES, "session → ready"));
        }
        assertThat(effects(topics().account(), timed(topics().account().record(wish, envelope()))))
                .extracting(Effect::kind)
                .containsExactly(Kind.CHANGES);
        assertThat(effects(topics().erasures(), timed(topics().erasures().record(erased, envelope()))))
                .containsExactly(new Effect(Kind.CHANGES, "erased with its contact: 0"));
        for (var table : List.of("calls", "call_steps", "session_states", "preferences", "erasures", "outbox")) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(InboundEvent event) {
        return timed(topics().inbound().record(event, envelope()));
    }

    @Test
    void whatCannotBeReadWouldDieAgain() {
        var topic = topics().status();
        assertThat(effects(
                        topic,
                        record(topic, "{not json"),
                        record(topic, "{\"type\":\"StatusReported\"}"),
                        record(topic, "{\"type\":\"FromTomorrow\"}")))
                .extracting(Effect::kind)
                .containsExactly(Kind.DIES, Kind.DIES, Kind.NOTHING);
    }

    @Test
    void whoAsksForSomethingElseIsToldWhatIsWrong() {
        refused("{}", "/topic", "topic is missing");
        refused("{\"topic\":\"x\",\"records\":[]}", "/topic", "is not one whose records are tried here");
        refused(
                "{\"topic\":\"x\",\"records\":[{\"key\":\"?\",\"timestamp\":1,\"headers\":[]}]}",
                "/records/0",
                "key is not base64");
        assertThat(answer("nonsense", 400)).contains("urn:switchboard:problem:not-json", "not JSON");
    }

    @Test
    void thePreviewOfTheLargestRecordIsTaken() {
        var topic = topics().inbound();
        assertThat(effects(topic, record(topic, "x".repeat(4 << 20))))
                .singleElement()
                .extracting(Effect::kind)
                .isEqualTo(Kind.DIES);
    }

    private static void refused(String body, String pointer, String reason) {
        assertThat(answer(body, 422)).contains("urn:switchboard:problem:invalid-request", pointer, reason);
    }

    private static String answer(String body, int status) {
        return String.valueOf(api.post()
                .uri(Preview.PATH)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @SafeVarargs
    private static List<Effect> effects(Topic<?> topic, ProducerRecord<byte[], byte[]>... records) {
        var preview = new Preview(
                topic.name(), List.of(records).stream().map(Preview.Letter::of).toList());
        var answer = api.post()
                .uri(Preview.PATH)
                .header("Content-Type", "application/json")
                .bodyValue(Wire.write(preview))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
        return Wire.JSON.readValue(answer, Preview.Answer.class).effects();
    }

    private static ProducerRecord<byte[], byte[]> record(Topic<? extends Event> topic, String value) {
        return new ProducerRecord<>(
                topic.name(),
                null,
                News.at(0).toEpochMilli(),
                "key".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> timed(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), null, News.at(0).toEpochMilli(), record.key(), record.value(), record.headers());
    }

    private static Envelope envelope() {
        return new Envelope("1", "/test", News.at(0), null, null);
    }

    private static Topics topics() {
        return status.bean(Topics.class);
    }

    @SuppressWarnings("unchecked")
    private static void send(ProducerRecord<byte[], byte[]> record) {
        status.bean(KafkaTemplate.class).send(record).join();
    }

    private static void awaitStatus(News news, String wanted) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> status.sql()
                                .sql("select status from messages where id = :id")
                                .param("id", news.id().value())
                                .query(String.class)
                                .optional()
                                .orElse("none"),
                        wanted::equals);
    }

    private static long count(String table) {
        return status.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
