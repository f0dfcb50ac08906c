package dev.switchboard.status;

import static dev.switchboard.contracts.message.Status.DELIVERED;
import static dev.switchboard.contracts.message.Status.READ;
import static dev.switchboard.contracts.message.Status.SENT;
import static dev.switchboard.contracts.message.Status.UNDELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.contracts.message.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Lists, and whole stories. */
class ReadingIT {

    private static RunningStatus status;
    private static Wiretap wire;
    private static WebTestClient api;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
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

    /** One that is delivered by WhatsApp, and one that failed and was followed by an SMS. */
    @Test
    void findsAMessageByEveryFilterAndNoOther() {
        var delivered = News.ofSomeMessage();
        var withheld = News.ofSomeMessage();
        say(delivered, 60);
        wire.say(wire.topics().status(), delivered.reported(DELIVERED, 63, null));
        say(withheld, 4000);
        wire.say(wire.topics().status(), withheld.reported(UNDELIVERED, 4003, News.failure("63049")));
        awaitItems("?id=" + delivered.id() + "&status=delivered", 1);
        awaitItems("?id=" + withheld.id() + "&status=undelivered", 1);

        var to = "&to=" + delivered.to().value();
        for (var filter : List.of(
                "status=delivered",
                "channel=whatsapp",
                "provider=twilio",
                "tenant=acme",
                "since=2026-11-21T10:01:00Z",
                "since=2026-11-21T11:01:00+01:00",
                "since=2026-11-21&until=2026-11-22",
                "until=2026-11-21T10:01:00.001Z",
                "id=" + delivered.id().toString().substring(0, 12),
                "id=" + delivered.providerId().substring(0, 12))) {
            assertThat(ids("?" + filter + to))
                    .as(filter)
                    .containsExactly(delivered.id().toString());
        }
        for (var filter : List.of(
                "status=undelivered",
                "channel=sms",
                "provider=meta",
                "tenant=other",
                "code=63049",
                "since=2026-11-21T10:01:00.001Z",
                "until=2026-11-21T10:01:00Z")) {
            assertThat(ids("?" + filter + to)).as(filter).isEmpty();
        }
        assertThat(ids("?code=63049&to=" + withheld.to().value()))
                .containsExactly(withheld.id().toString());
        assertThat(ids("?id=SM__" + delivered.providerId().substring(4, 10))).isEmpty();
    }

    @Test
    void pagesHoldEachMessageOnceWhileNewOnesComeIn() {
        var to = new Address("+4930901821");
        var old = IntStream.range(0, 7).mapToObj(second -> queued(to, second)).toList();
        awaitItems("?to=" + to.value(), 7);

        var seen = new ArrayList<String>();
        @Nullable String cursor = null;
        for (var page = 0; page < 4; page++) {
            var body = body("?limit=2&to=" + to.value() + (cursor == null ? "" : "&cursor=" + cursor));
            seen.addAll(JsonPath.<List<String>>read(body, "$.items[*].id"));
            var next = JsonPath.<List<String>>read(body, "$[?(@.nextCursor)].nextCursor");
            cursor = next.isEmpty() ? null : next.getFirst();
            queued(to, 100 + page);
            awaitItems("?to=" + to.value(), 8 + page);
        }

        assertThat(cursor).isNull();
        assertThat(seen).containsExactlyElementsOf(old.reversed());
    }

    @Test
    void tellsTheWholeStoryOfAMessageAndOfTheOneThatStoodInForIt() {
        var original = News.ofSomeMessage();
        var other = News.ofSomeMessage();
        var sms = new News(original.id().fallback(), other.account(), other.providerId(), original.to());
        wire.say(wire.topics().sendOutcomes(), original.queued(0));
        wire.say(wire.topics().sendOutcomes(), original.accepted(1));
        awaitItems("?id=" + original.id() + "&status=accepted", 1);
        wire.say(wire.topics().status(), original.reported(SENT, 2, null));
        wire.say(wire.topics().status(), original.reported(UNDELIVERED, 4, News.failure("63049")));
        wire.say(wire.topics().sendOutcomes(), sms.queued(5, original.id()));
        wire.say(wire.topics().sendOutcomes(), sms.accepted(6));
        awaitItems("?id=" + original.id() + "&status=undelivered", 1);
        awaitItems("?id=" + sms.id() + "&status=accepted", 1);
        var replayed = wire.all(wire.topics().status().name()).stream()
                .filter(record -> original.id().toString().equals(new String(record.key())))
                .toList()
                .getLast();
        wire.again(replayed);

        await().untilAsserted(() -> api.get()
                .uri("/api/v1/messages/{id}/explain", original.providerId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.message.id")
                .isEqualTo(original.id().toString())
                .jsonPath("$.awaits")
                .doesNotExist()
                .jsonPath("$.related[*].id")
                .isEqualTo(sms.id().toString())
                .jsonPath("$.timeline[*].kind")
                .isEqualTo(List.of("request", "attempt", "callback", "callback", "callback", "decision", "attempt"))
                .jsonPath("$.timeline[*].effect")
                .isEqualTo(List.of("advanced", "advanced", "advanced", "advanced", "duplicate", "advanced", "advanced"))
                .jsonPath("$.timeline[*].repeats")
                .isEqualTo(List.of(false, false, false, false, true, false, false))
                .jsonPath("$.timeline[0].request.offset")
                .isEqualTo(7)
                .jsonPath("$.timeline[1].attempt")
                .isEqualTo(1)
                .jsonPath("$.timeline[*].attempts")
                .isEqualTo(List.of(
                        "/api/v1/messages/" + original.id() + "/attempts",
                        "/api/v1/messages/" + sms.id() + "/attempts"))
                .jsonPath("$.timeline[3].position.topic")
                .isEqualTo(replayed.topic())
                .jsonPath("$.timeline[3].position.partition")
                .isEqualTo(replayed.partition())
                .jsonPath("$.timeline[3].position.offset")
                .isEqualTo(replayed.offset())
                .jsonPath("$.timeline[3].code")
                .isEqualTo("63049")
                .jsonPath("$.timeline[3].traceId")
                .isEqualTo(Wiretap.TRACE.traceId())
                .jsonPath("$.timeline[5].says")
                .isEqualTo("sent by another channel instead of " + original.id()));
        api.get()
                .uri("/api/v1/messages/{id}/explain", sms.id())
                .exchange()
                .expectBody()
                .jsonPath("$.awaits")
                .isEqualTo("the provider's word that it was sent")
                .jsonPath("$.related[*].id")
                .isEqualTo(original.id().toString());
    }

    @Test
    void addsUpHowDeliveriesWentAndCountsTheReadAsDelivered() {
        var day = 20 * 86_400;
        for (var i = 0; i < 8; i++) {
            var news = News.ofSomeMessage();
            say(news, day + i);
            wire.say(wire.topics().status(), news.reported(SENT, day + 10, null));
            if (i < 4) {
                wire.say(wire.topics().status(), news.reported(DELIVERED, day + 12, null));
            }
            if (i < 2) {
                wire.say(wire.topics().status(), news.reported(READ, day + 110, null));
            }
            if (i == 6) {
                wire.say(wire.topics().status(), news.reported(UNDELIVERED, day + 30, News.failure("30008")));
            }
        }
        wire.say(wire.topics().sendOutcomes(), News.ofSomeMessage().queued(day + 3));

        await().untilAsserted(() -> metrics("startDate=2026-12-11&endDate=2026-12-11")
                .jsonPath("$.total")
                .isEqualTo(9)
                .jsonPath("$.totalSent")
                .isEqualTo(8)
                .jsonPath("$.delivered")
                .isEqualTo(4)
                .jsonPath("$.read")
                .isEqualTo(2)
                .jsonPath("$.failed")
                .isEqualTo(1)
                .jsonPath("$.pending")
                .isEqualTo(3)
                .jsonPath("$.waiting")
                .isEqualTo(1)
                .jsonPath("$.deliveryRate")
                .isEqualTo("50.00%")
                .jsonPath("$.failureRate")
                .isEqualTo("12.50%")
                .jsonPath("$.rates.denominator")
                .isEqualTo("totalSent")
                .jsonPath("$.rates.read")
                .isEqualTo(0.25)
                .jsonPath("$.averageDeliveryTime")
                .isEqualTo("2s")
                .jsonPath("$.deliveryTimeMs.average")
                .isEqualTo(2000)
                .jsonPath("$.readTimeMs.messages")
                .isEqualTo(2)
                .jsonPath("$.readTimeMs.average")
                .isEqualTo(100_000)
                .jsonPath("$.failures[0].code")
                .isEqualTo("30008")
                .jsonPath("$.range.end")
                .isEqualTo("2026-12-12T00:00:00Z"));
        for (var range : List.of(
                "startDate=2026-12-10T05:00:00Z&endDate=2026-12-13T07:00:00Z",
                "startDate=2026-12-11T10:00:00Z&endDate=2026-12-11T11:00:00Z",
                "startDate=2026-12-10T23:00:00Z&endDate=2026-12-11T23:00:00Z")) {
            metrics(range)
                    .jsonPath("$.total")
                    .isEqualTo(9)
                    .jsonPath("$.deliveryTimeMs.messages")
                    .isEqualTo(4);
        }
        metrics("startDate=2026-12-11T11:00:00Z&endDate=2026-12-20T07:00:00Z")
                .jsonPath("$.total")
                .isEqualTo(0);
        metrics("startDate=2026-12-11&endDate=2026-12-11&channel=sms")
                .jsonPath("$.total")
                .isEqualTo(0);
    }

    /** Ten by WhatsApp; four are followed by an SMS, of which three leave and two arrive. */
    @Test
    void saysHowOftenAnSmsStoodInAndArrived() {
        var day = 40 * 86_400;
        var originals = Stream.generate(News::ofSomeMessage).limit(10).toList();
        originals.forEach(news -> wire.say(wire.topics().sendOutcomes(), news.queued(day)));
        for (int i = 0; i < 4; i++) {
            var sms = News.ofSomeMessage();
            wire.say(
                    wire.topics().sendOutcomes(),
                    sms.queued(day + 1, originals.get(i).id()));
            if (i < 3) {
                wire.say(wire.topics().sendOutcomes(), sms.accepted(day + 2));
            }
            if (i < 2) {
                wire.say(wire.topics().status(), sms.reportedAsSms(DELIVERED, day + 3, null));
            }
        }
        for (var query : List.of("", "&channel=sms", "&tenant=acme")) {
            await().untilAsserted(() -> metrics("startDate=2026-12-31&endDate=2026-12-31" + query)
                    .jsonPath("$.fallbacks.whatsapp")
                    .isEqualTo(10)
                    .jsonPath("$.fallbacks.messages")
                    .isEqualTo(4)
                    .jsonPath("$.fallbacks.sent")
                    .isEqualTo(3)
                    .jsonPath("$.fallbacks.delivered")
                    .isEqualTo(2)
                    .jsonPath("$.fallbacks.rate")
                    .isEqualTo(0.4)
                    .jsonPath("$.fallbacks.rescueRate")
                    .isEqualTo(0.666667));
        }
        metrics("startDate=2026-12-31&endDate=2026-12-31&tenant=other")
                .jsonPath("$.fallbacks.rate")
                .isEmpty();
        assertThat(status.sql()
                        .sql("""
                                select count(*) filter (where fallback_sms_delivered_at is not null) || ' of ' || count(*)
                                from sms_fallbacks where fallback_sms_message_id is not null and message_id = any (?)
                                """)
                        .param(originals.stream().map(news -> news.id().value()).toArray(UUID[]::new))
                        .query(String.class)
                        .single())
                .isEqualTo("2 of 4");
    }

    @Test
    void anEmptyRangeHasNullsAndNoRates() {
        metrics("startDate=2001-01-01&endDate=2001-01-31")
                .jsonPath("$.totalSent")
                .isEqualTo(0)
                .jsonPath("$.deliveryRate")
                .isEmpty()
                .jsonPath("$.averageDeliveryTime")
                .isEmpty()
                .jsonPath("$.rates.failure")
                .isEmpty()
                .jsonPath("$.deliveryTimeMs.p99")
                .isEmpty();
    }

    private static WebTestClient.BodyContentSpec metrics(String query) {
        return api.get()
                .uri("/api/v1/whatsapp/delivery-metrics?" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel=fax", "provider=Not!", "since=yesterday", "until=2026-13-01", "id=ab"})
    void aFilterThatCannotBeMeantIsNamed(String filter) {
        api.get()
                .uri("/api/v1/messages?" + filter)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/" + filter.substring(0, filter.indexOf('=')));
    }

    private static void say(News news, int second) {
        wire.say(wire.topics().sendOutcomes(), news.queued(second));
        wire.say(wire.topics().sendOutcomes(), news.accepted(second + 1));
    }

    private static String queued(Address to, int second) {
        var news = News.ofSomeMessage();
        var mine = new News(news.id(), news.account(), news.providerId(), to);
        wire.say(wire.topics().sendOutcomes(), mine.queued(second));
        return mine.id().toString();
    }

    private static List<String> ids(String query) {
        return JsonPath.read(body(query), "$.items[*].id");
    }

    private static String body(String query) {
        return new String(api.get()
                .uri("/api/v1/messages" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent());
    }

    private static void awaitItems(String query, int count) {
        await().until(() -> ids(query).size() == count);
    }
}
