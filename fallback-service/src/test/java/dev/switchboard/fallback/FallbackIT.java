package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Reading;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.DeadLetters;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.RunningService.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** failure or deadline → fallback → send-request, over the real broker and database. */
@Timeout(60)
class FallbackIT {

    private static final World WORLD = World.fresh();
    private static RunningService service;

    private final Stories story = Stories.next();

    @BeforeAll
    static void start() {
        service = RunningService.start(WORLD);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aFailureBecomesExactlyOneSms() {
        queue(story);
        fail(story);
        fail(story);
        var sms = onlyWish(story);
        fail(story);
        awaitTheOtherSide();
        assertThat(WORLD.wishes(story)).hasSize(1);
        assertThat(Envelope.of(sms).id()).isEqualTo(story.id().fallback() + ":send");
        assertThat(Envelope.of(sms).tenant()).isEqualTo("acme");
        assertThat(Envelope.of(sms).traceparent()).isEqualTo(Stories.TRACE);
        assertThat(WORLD.topics().sendRequests().read(sms)).isInstanceOfSatisfying(Reading.Known.class, known -> {
            var request = (SendRequest) known.event();
            assertThat(request.fallbackOf()).isEqualTo(story.id());
            assertThat(request.channel()).isEqualTo(Channel.SMS);
            assertThat(request.content()).isEqualTo(new Content.Text("Sale ends today"));
        });
    }

    @Test
    void aFailureHeardBeforeItsPlanWaitsForIt() {
        WORLD.publish(WORLD.topics().status(), story.undeliveredUnderItsSid());
        awaitTheOtherSide();
        WORLD.publish(WORLD.topics().sendOutcomes(), story.accepted());
        queue(story);
        onlyWish(story);
    }

    @Test
    void whatACrashKeptBackIsPublishedByteForByte() {
        queue(story);
        fail(story);
        var before = onlyWish(story);
        service.jdbc()
                .sql("update outbox set published_at = null where message_id = ?")
                .param(story.id().fallback().value())
                .update();
        await().untilAsserted(() -> assertThat(WORLD.wishes(story)).hasSize(2));
        var after = WORLD.wishes(story).getLast();
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(headers(after)).isEqualTo(headers(before));
    }

    @Test
    void aDeliveryAfterTheSmsCallsItOff() {
        queue(story);
        fail(story);
        onlyWish(story);
        WORLD.publish(WORLD.topics().status(), story.delivered());
        await().untilAsserted(() -> assertThat(WORLD.wishes(story)).hasSize(2));
        assertThat(WORLD.topics().sendRequests().read(WORLD.wishes(story).getLast()))
                .isInstanceOfSatisfying(
                        Reading.Known.class, known -> assertThat(known.event()).isInstanceOf(CancelRequest.class));
    }

    @Test
    void aMessageNotDeliveredInTimeBecomesAnSmsAndOneThatWasDoesNot() throws Exception {
        var late = Stories.next();
        WORLD.publish(WORLD.topics().status(), story.delivered());
        for (var one : List.of(story, late)) {
            var request = one.request(
                    Channel.WHATSAPP,
                    Stories.PHONE,
                    new Content.Text("Hello"),
                    new Fallback(Channel.SMS, false, Duration.ofSeconds(1), null),
                    Instant.now());
            WORLD.publish(WORLD.topics().sendOutcomes(), one.queued(request));
        }
        onlyWish(late);
        assertThat(WORLD.wishes(story)).isEmpty();
        assertThat(listed(late)).contains("\"rule\":\"deadline\"", "\"decision\":\"sms\"", "\"dueAt\"");
        assertThat(listed(story)).contains("\"rule\":\"delivered\"", "\"decision\":\"never\"");
    }

    @Test
    void whatCannotBeReadIsPutAsideAndThoseBehindItGoOn() {
        var status = WORLD.topics().status();
        queue(story);
        WORLD.publish(new ProducerRecord<>(
                status.name(),
                story.id().toString().getBytes(StandardCharsets.UTF_8),
                "{not json".getBytes(StandardCharsets.UTF_8)));
        fail(story);
        onlyWish(story);
        var letters = WORLD.records(status.deadLetters(ConsumerGroup.FALLBACK));
        assertThat(letters).hasSize(1);
        assertThat(new String(
                        letters.getFirst()
                                .headers()
                                .lastHeader(DeadLetters.CAUSE)
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("undecodable");
    }

    @Test
    void whoeverAsksReadsWhatWasDecidedAndWhy() throws Exception {
        queue(story);
        fail(story);
        onlyWish(story);
        assertThat(listed(story))
                .contains(
                        "\"decision\":\"sms\"",
                        "\"reason\":\"marketing withheld by Meta\"",
                        "\"rule\":\"us-marketing-withheld\"",
                        "\"rulesVersion\":\"default-2\"",
                        "\"failureKind\":\"fallback\"",
                        "\"failureCode\":\"63049\"",
                        "\"fallbackMessageId\":\"" + story.id().fallback() + "\"",
                        "\"requestedAt\":\"2026-11-21T10:00:00Z\"")
                .doesNotContain("4155550149", "Sale ends");
        var metrics = service.get("/actuator/prometheus", null);
        assertThat(metrics.body()).contains("messaging_fallbacks_total{decision=\"sms\"");
    }

    @Test
    void oneMessageIsFoundByItsOwnIdAndByThatOfItsSms() throws Exception {
        queue(story);
        fail(story);
        onlyWish(story);
        for (var id : List.of(story.id(), story.id().fallback())) {
            var one = service.get("/api/v1/fallbacks/" + id, null);
            assertThat(one.statusCode()).isEqualTo(200);
            assertThat(one.body())
                    .startsWith("{\"messageId\":\"" + story.id())
                    .contains("\"rule\":\"us-marketing-withheld\"");
        }
        var unknown = service.get("/api/v1/fallbacks/" + Stories.next().id(), null);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("urn:switchboard:problem:not-found");
        var wrong = service.get("/api/v1/fallbacks/sms", null);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"pointer\":\"/messageId\"");
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() throws Exception {
        queue(story);
        var other = Stories.next();
        queue(other);
        await().untilAsserted(() -> assertThat(listed(other)).isNotEmpty());
        await().untilAsserted(() -> assertThat(listed(story)).isNotEmpty());
        var all = service.get("/api/v1/fallbacks?limit=200", null).body();
        var collected = new StringBuilder();
        var next = "";
        do {
            var page = service.get("/api/v1/fallbacks?limit=1" + next, null).body();
            collected.append(page);
            next = page.contains("nextCursor")
                    ? "&cursor=" + page.replaceAll("(?s).*\"nextCursor\":\"(.*?)\".*", "$1")
                    : "";
        } while (!next.isEmpty());
        for (var one : List.of(story, other)) {
            assertThat(all).containsOnlyOnce("\"messageId\":\"" + one.id() + "\"");
            assertThat(collected).containsOnlyOnce("\"messageId\":\"" + one.id() + "\"");
        }
    }

    @Test
    void aMistakeInAQuestionIsNamed() throws Exception {
        for (var query : List.of(
                "limit=0", "limit=201", "limit=many", "cursor=%25", "cursor=eA", "decision=maybe", "since=today")) {
            var answer = service.get("/api/v1/fallbacks?" + query, null);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("urn:switchboard:problem:invalid-parameter", "\"traceId\":\"");
        }
        assertThat(service.get("/api/v1/fallbacks?limit=0", null).body())
                .contains("\"pointer\":\"/limit\"", "\"reason\":\"must be between 1 and 200\"");
        assertThat(service.get("/nothing", null).body()).contains("urn:switchboard:problem:not-found");
    }

    @Test
    void theListIsNarrowedByWhatIsAskedFor() throws Exception {
        queue(story);
        fail(story);
        onlyWish(story);
        for (var query : List.of(
                "decision=sms&rule=us-marketing-withheld&code=63049&tenant=acme",
                "since=2026-11-21T10:00:00Z&until=2026-11-21T10:00:01Z")) {
            assertThat(service.get("/api/v1/fallbacks?limit=200&" + query, null).body())
                    .as(query)
                    .contains(story.id().toString());
        }
        for (var query : List.of(
                "decision=never",
                "decision=held",
                "decision=waiting",
                "rule=deadline",
                "code=1",
                "tenant=other",
                "since=2026-11-21T10:00:01Z",
                "until=2026-11-21T10:00:00Z")) {
            assertThat(service.get("/api/v1/fallbacks?limit=200&" + query, null).body())
                    .as(query)
                    .doesNotContain(story.id().toString());
        }
    }

    @Test
    void aTenantIsSwitchedOffAndOnAgainWhileRunning() throws Exception {
        var request = Wire.JSON.readTree(new String(Wire.write(story.queued()), StandardCharsets.UTF_8));
        ((ObjectNode) request.get("request")).put("tenant", "quiet");
        var queued = Wire.JSON.treeToValue(request, SendOutcome.Queued.class);
        var put = service.put("/api/v1/fallbacks/switches/quiet", "{\"state\":\"paused\",\"reason\":\"why\"}", null);
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(service.get("/api/v1/fallbacks/switches", null).body())
                .contains("\"scope\":\"quiet\",\"state\":\"paused\",\"reason\":\"why\",\"changedBy\":\"development\"");
        WORLD.publish(WORLD.topics().sendOutcomes(), queued);
        fail(story);
        await().untilAsserted(() -> assertThat(listed(story)).contains("\"decision\":\"held\"", "\"held\":\"paused\""));
        assertThat(service.get("/actuator/health", null).body()).contains("\"quiet\":\"paused: why\"");
        service.put("/api/v1/fallbacks/switches/quiet", "{\"state\":\"on\"}", null);
        onlyWish(story);
        for (var wrong : List.of("{}", "{\"state\":\"maybe\"}", "")) {
            assertThat(service.put("/api/v1/fallbacks/switches", wrong, null).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void tellsItsHealth() throws Exception {
        for (var probe : List.of("", "/liveness", "/readiness")) {
            assertThat(service.get("/actuator/health" + probe, null).body()).contains("\"status\":\"UP\"");
        }
    }

    private static void queue(Stories story) {
        WORLD.publish(WORLD.topics().sendOutcomes(), story.queued());
    }

    private static void fail(Stories story) {
        WORLD.publish(WORLD.topics().status(), story.failed());
    }

    private static ConsumerRecord<byte[], byte[]> onlyWish(Stories story) {
        await().untilAsserted(() -> assertThat(WORLD.wishes(story)).hasSize(1));
        return WORLD.wishes(story).getFirst();
    }

    /** When a message told later has its SMS, everything told before was read too. */
    private static void awaitTheOtherSide() {
        var later = Stories.next();
        queue(later);
        fail(later);
        onlyWish(later);
    }

    /** What the list says of one message. */
    private static String listed(Stories story) throws Exception {
        var list = service.get("/api/v1/fallbacks?limit=200", null).body();
        var from = list.indexOf("{\"messageId\":\"" + story.id());
        return from < 0 ? "" : list.substring(from, list.indexOf('}', from));
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<String>();
        for (Header header : record.headers()) {
            headers.add(header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
