package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.status.check.Completeness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What became of messages that nobody tells the end of. The times of News are long ago enough to be asked after. */
class CompletenessIT {

    private RunningStatus status;
    private Wiretap wire;

    @BeforeEach
    void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        status = RunningStatus.start(
                "--STATUS_CHECK_EVERY=1h",
                "--STATUS_CHECK_AFTER=1s",
                "--STATUS_CHECK_UNTIL=36500d",
                "--STATUS_CHECK_AGAIN=1h",
                "--STATUS_CHECK_MOST=3");
        wire = Wiretap.on(status);
    }

    @AfterEach
    void stop() {
        wire.close();
        status.close();
    }

    @Test
    void messagesWithoutAnEndAreAskedAfterAFewAtATimeAndNotAgainSoon() {
        var open = Stream.generate(News::ofSomeMessage).limit(4).toList();
        var ended = News.ofSomeMessage();
        var waiting = News.ofSomeMessage();
        open.forEach(news -> tell(news, Status.SENT));
        tell(ended, Status.DELIVERED);
        wire.say(wire.topics().sendOutcomes(), waiting.queued(0));
        awaitMessages(6);

        look();
        assertThat(checked()).hasSize(3).doesNotHaveDuplicates().isSubsetOf(ids(open));
        look();
        assertThat(checked()).containsExactlyInAnyOrderElementsOf(ids(open));
        look();
        assertThat(checked()).hasSize(4);
        status.sql()
                .sql("update message_checks set asked_at = asked_at - interval '2 hours'")
                .update();
        look();
        assertThat(checked()).hasSize(7);
    }

    /** However many there are: those that were asked after do not hold up those that were not. */
    @Test
    void theNextLookGoesOnWhereTheLastOneEnded() {
        status.sql().sql("""
                        with open as (
                            insert into messages (id, direction, from_address, status, rank, created_at)
                            select md5('open' || n)::uuid, 'outbound', '+15550001111', 'sent', 8,
                                   now() - interval '2 days' + n * interval '1 second'
                            from generate_series(1, 5001) n
                            returning id, status, created_at),
                        states as (insert into message_states (id, status, created_at) select * from open)
                        insert into message_checks (message_id, asked_at) select id, now() from open
                        """).update();
        var last = column("select md5('open5001')::uuid::text").getFirst();
        status.sql()
                .sql("delete from message_checks where message_id = md5('open5001')::uuid")
                .update();

        look();
        assertThat(checked()).isEmpty();
        look();
        assertThat(checked()).containsExactly(last);
        status.sql().sql("delete from message_checks").update();
        look();
        assertThat(checked()).hasSize(4);
    }

    @Test
    void whatNobodyWantsToKnowIsNotAskedAfter() {
        var news = News.ofSomeMessage();
        var queued = news.queued(0);
        wire.say(
                wire.topics().sendOutcomes(),
                new Queued(news.id(), withoutReceipts(queued.request()), queued.source(), queued.occurredAt()));
        wire.say(wire.topics().sendOutcomes(), news.accepted(1));
        wire.say(wire.topics().status(), news.reported(Status.SENT, 2, null));
        // The report may be taken in before the request.
        await().untilAsserted(() -> assertThat(
                        column(
                                "select status from messages where not track_receipts and segments = 1 and sent_at is not null"))
                .containsExactly("sent"));

        look();

        assertThat(checked()).isEmpty();
        var explained = body("/api/v1/messages/" + news.id() + "/explain");
        assertThat(explained).doesNotContain("awaits");
        assertThat(JsonPath.<Integer>read(explained, "$.message.segments")).isEqualTo(1);
    }

    @Test
    void theShareOfMessagesWithAnEndIsMeasuredBySender() {
        var ended = News.ofSomeMessage();
        var open = News.ofSomeMessage();
        tell(ended, Status.DELIVERED);
        tell(open, Status.SENT);
        // Nothing of them is on its way any more, and their rows are ours to change.
        await().untilAsserted(() ->
                assertThat(column("select count(*)::text from message_events")).containsExactly("6"));
        status.sql()
                .sql(
                        "with aged as (update messages set created_at = now() - interval '90 minutes' returning id, created_at)"
                                + " update message_states s set created_at = aged.created_at from aged where s.id = aged.id")
                .update();

        look();

        assertThat(body("/actuator/prometheus"))
                .contains("messaging_final_share{age=\"1h\"", "sender=\"+15***1111\"")
                .containsPattern("messaging_final_share\\{age=\"1h\"[^}]*} 0.5")
                .doesNotContain("+15550001111");
    }

    @Test
    void aLiveQuestionIsAnsweredWithWhatTheProviderSaysThen() {
        var news = News.ofSomeMessage();
        tell(news, Status.SENT);
        awaitStatus(news, "sent");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var provider = threads.submit(() -> {
                await().untilAsserted(() ->
                        assertThat(checked()).containsExactly(news.id().toString()));
                wire.say(wire.topics().status(), news.reported(Status.DELIVERED, 5, null));
            });
            await().untilAsserted(() -> assertThat(JsonPath.<String>read(
                            body("/api/v1/whatsapp/delivery-status/" + news.providerId() + "?live=true"), "$.status"))
                    .isEqualTo("delivered"));
            assertThat(provider).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    @Test
    void theQuestionsAskedMostOftenAreViews() {
        var news = News.ofSomeMessage();
        var fallback = News.ofSomeMessage();
        tell(news, Status.SENT);
        wire.say(wire.topics().status(), news.reported(Status.FAILED, 4, News.failure("63049")));
        wire.say(wire.topics().sendOutcomes(), fallback.queued(5, news.id()));
        awaitStatus(news, "failed");
        awaitMessages(2);

        assertThat(column("select error_code from whatsapp_failures")).containsExactly("63049");
        assertThat(column("select error_code from failed_messages")).containsExactly("63049");
        assertThat(column("select fallback_sms_message_id::text from sms_fallbacks"))
                .containsExactly(fallback.id().toString());
        assertThat(column("select status from recent_events")).contains("failed", "sent", "requested");
    }

    private void tell(News news, Status end) {
        wire.say(wire.topics().sendOutcomes(), news.queued(0));
        wire.say(wire.topics().sendOutcomes(), news.accepted(1));
        wire.say(wire.topics().status(), news.reported(end, 2, null));
    }

    private static SendRequest withoutReceipts(SendRequest request) {
        return new SendRequest(
                request.messageId(),
                request.channel(),
                request.provider(),
                request.from(),
                request.to(),
                request.content(),
                null,
                null,
                null,
                null,
                null,
                null,
                request.requestedAt(),
                null,
                null,
                null,
                false,
                false,
                null,
                null);
    }

    private void look() {
        status.bean(Completeness.class).look();
    }

    private List<String> checked() {
        return wire.all(wire.topics().sendRequests().name()).stream()
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains("CheckRequest"))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> ids(List<News> news) {
        return news.stream().map(each -> each.id().toString()).toList();
    }

    private void awaitMessages(int many) {
        await().untilAsserted(() -> assertThat(column("select id::text from messages where status <> 'accepted'"))
                .hasSize(many));
    }

    private void awaitStatus(News news, String wanted) {
        await().untilAsserted(() -> assertThat(column("select status from messages where id = '"
                        + UUID.fromString(news.id().toString()) + "'"))
                .containsExactly(wanted));
    }

    private List<String> column(String sql) {
        return status.sql().sql(sql).query(String.class).list();
    }

    private String body(String path) {
        return String.valueOf(WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
