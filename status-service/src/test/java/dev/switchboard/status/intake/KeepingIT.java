package dev.switchboard.status.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.change.Publisher;
import dev.switchboard.status.keeping.Keeping;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, what is forgotten, and what is not taken in any more. */
class KeepingIT {

    private static final Instant NOW = Instant.now();
    private static final AtomicLong offsets = new AtomicLong();

    private static RunningStatus status;
    private static Intake intake;

    @BeforeAll
    static void start() {
        status = RunningStatus.start(
                "--spring.kafka.listener.auto-startup=false",
                "--STATUS_KEEP_EVENTS=10d",
                "--STATUS_KEEP_MESSAGES=30d",
                "--STATUS_KEEPING_EVERY=1d",
                "--STATUS_KEEPING_BATCH=3");
        status.bean(Publisher.class).stop();
        intake = status.bean(Intake.class);
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @BeforeEach
    void forgetEverything() {
        status.sql()
                .sql(
                        "truncate messages, message_states, message_statuses, message_descriptions, message_events, provider_ids,"
                                + " conversations, outbox, message_counts, message_counts_by_day, message_durations,"
                                + " message_durations_by_day")
                .update();
    }

    @Test
    void rawEventsGoByTheDayAndTheirMessagesStay() {
        var news = News.ofSomeMessage();
        intake.apply(List.of(accepted(news, daysAgo(9))));
        intake.apply(List.of(report(news, Status.DELIVERED, NOW)));
        status.sql()
                .sql("select make_event_days(array[?::date, ?::date])")
                .params("2001-01-01", "2001-01-02")
                .query()
                .listOfRows();

        status.bean(Keeping.class).forget();

        assertThat(days()).contains(day(9), day(0)).noneMatch(day -> day.contains("2001"));
        assertThat(count("message_events")).isEqualTo(2);
        assertThat(count("messages")).isEqualTo(1);
    }

    @Test
    void theLanesOfWhatNobodyWritesToAnyMoreArePutTogether() {
        var hour = NOW.truncatedTo(ChronoUnit.HOURS);
        for (var lane = 0; lane < 4; lane++) {
            lane("message_counts", hour.minus(Duration.ofHours(5)), lane);
            lane("message_counts", hour, lane);
            lane("message_counts_by_day", daysAgo(2).truncatedTo(ChronoUnit.DAYS), lane);
            lane("message_counts_by_day", NOW.truncatedTo(ChronoUnit.DAYS), lane);
        }

        status.bean(Keeping.class).forget();
        status.bean(Keeping.class).forget();

        for (var table : List.of("message_counts", "message_counts_by_day")) {
            assertThat(status.sql()
                            .sql("select lane || ':' || messages from " + table + " order by 1")
                            .query(String.class)
                            .list())
                    .as(table)
                    .containsExactly("0:1", "0:10", "1:2", "2:3", "3:4");
        }
    }

    private static void lane(String table, Instant at, int lane) {
        status.sql()
                .sql("insert into " + table + " (" + (table.endsWith("day") ? "day" : "hour")
                        + ", direction, channel, provider, tenant, status, code, fallback, lane, messages)"
                        + " values (?::timestamptz, 'outbound', 'sms', 'twilio', '', 'sent', '', false, ?, ?)")
                .params(at.toString(), lane, lane + 1)
                .update();
    }

    @Test
    void aRecordOlderThanRawEventsAreKeptIsSkippedAndCounted() {
        var skipped = status.bean(MeterRegistry.class).counter("messaging.too.old");
        var before = skipped.count();
        var news = News.ofSomeMessage();
        var old = accepted(News.ofSomeMessage(), daysAgo(11));

        intake.apply(List.of(old, accepted(news, NOW)));
        intake.apply(List.of(old));

        assertThat(count("messages")).isEqualTo(1);
        assertThat(count("message_events")).isEqualTo(1);
        assertThat(skipped.count() - before).isEqualTo(2);
    }

    @Test
    void oldMessagesGoWithAllThatIsKnownOfThemAndStayInTheMetrics() {
        var old = new ArrayList<News>();
        for (var i = 0; i < 8; i++) {
            var news = News.ofSomeMessage();
            old.add(news);
            intake.apply(List.of(queued(news), accepted(news, NOW), report(news, Status.SENT, NOW)));
        }
        status.sql()
                .sql("update messages set created_at = created_at - interval '40 days',"
                        + " last_status_at = last_status_at - interval '40 days'")
                .update();
        status.sql()
                .sql("update conversations set last_message_at = last_message_at - interval '40 days'")
                .update();
        var lively = News.ofSomeMessage();
        intake.apply(List.of(queued(lively), accepted(lively, NOW)));
        status.sql()
                .sql("update messages set created_at = created_at - interval '40 days' where id = ?::uuid")
                .param(lively.id().toString())
                .update();

        status.bean(Keeping.class).forget();

        assertThat(status.sql()
                        .sql("select id::text from messages")
                        .query(String.class)
                        .list())
                .containsExactly(lively.id().toString());
        assertThat(status.sql()
                        .sql("select id::text from message_states")
                        .query(String.class)
                        .list())
                .containsExactly(lively.id().toString());
        for (var table : List.of("message_statuses", "message_descriptions")) {
            assertThat(status.sql()
                            .sql("select distinct message_id::text from " + table)
                            .query(String.class)
                            .list())
                    .as(table)
                    .containsExactly(lively.id().toString());
        }
        assertThat(count("provider_ids")).isEqualTo(1);
        assertThat(count("conversations")).isEqualTo(1);
        assertThat(status.sql()
                        .sql("select sum(messages)::bigint from message_counts")
                        .query(Long.class)
                        .single())
                .isEqualTo(9);
    }

    @Test
    void manyBatchesMakeTheSameNewDaysAtOnce() throws ExecutionException, InterruptedException {
        assertThat(days()).doesNotContain(day(5), day(6));
        try (var other = status.again("--spring.kafka.listener.auto-startup=false");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var applied = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 8; thread++) {
                var fact = accepted(News.ofSomeMessage(), daysAgo(5 + thread % 2));
                var node = thread % 4 < 2 ? status : other;
                Callable<?> work = () -> {
                    node.bean(Intake.class).apply(List.of(fact));
                    return fact;
                };
                applied.add(threads.submit(work));
            }
            for (var each : applied) {
                each.get();
            }
        }

        assertThat(days()).contains(day(5), day(6));
        assertThat(count("message_events")).isEqualTo(8);
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static Fact queued(News news) {
        Queued queued = news.queued(0);
        return Facts.of(queued, delivery(queued, NOW));
    }

    private static Fact accepted(News news, Instant recorded) {
        Accepted accepted = news.accepted(1);
        return Facts.of(accepted, delivery(accepted, recorded));
    }

    private static Fact report(News news, Status reported, Instant recorded) {
        StatusReported report = news.reported(reported, 2, null);
        return Facts.of(report, delivery(report, recorded));
    }

    private static <E extends dev.switchboard.contracts.Event> Delivery<E> delivery(E event, Instant recorded) {
        var offset = offsets.incrementAndGet();
        var envelope = new Envelope("e" + offset, "/test", News.at(0), null, null);
        return new Delivery<>(event, envelope, new RecordPosition("keeping", 0, offset), recorded);
    }

    private static String day(int daysAgo) {
        var day = LocalDate.ofInstant(daysAgo(daysAgo), ZoneOffset.UTC);
        return "message_events_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static List<String> days() {
        return status.sql()
                .sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'message_events'::regclass")
                .query(String.class)
                .list();
    }

    private static long count(String table) {
        return status.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
