package dev.switchboard.status.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.change.Publisher;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever was told of messages, in whatever order and however often: the rows, the sums and the changes are those that a
 * few lines of Java compute from the set of what was told. Half of the messages stand in for the other half.
 */
class MessageModelIT {

    private static final int PAIRS = 400;
    private static final Instant RECORDED = Instant.now();
    private static final AtomicLong offsets = new AtomicLong();

    private static RunningStatus status;

    @BeforeAll
    static void startWithoutListenersAndPublisher() {
        status = RunningStatus.start("--spring.kafka.listener.auto-startup=false");
        status.bean(Publisher.class).stop();
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @Test
    void theDatabaseSaysWhatTheModelSays() {
        var random = new Random(20261121);
        var told = new ArrayList<Event>();
        var models = new TreeMap<String, Model>();
        for (var pair = 0; pair < PAIRS; pair++) {
            var original = News.ofSomeMessage();
            var standIn = News.ofSomeMessage();
            tell(original, null, random, told, models);
            tell(standIn, original.id(), random, told, models);
        }
        var facts = new ArrayList<>(told.stream().map(MessageModelIT::fact).toList());
        facts.addAll(facts.subList(0, facts.size() / 3));
        Collections.shuffle(facts, random);

        for (var from = 0; from < facts.size(); ) {
            var to = Math.min(facts.size(), from + 1 + random.nextInt(200));
            status.bean(Intake.class).apply(facts.subList(from, to));
            from = to;
        }

        assertThat(rows()).isEqualTo(expected(models));
        assertThat(counts()).isEqualTo(expectedCounts(models));
        assertThat(durations("delivery")).isEqualTo(expectedDurations(models, Model::deliveredAt));
        assertThat(durations("read")).isEqualTo(expectedDurations(models, Model::readAt));
        assertThat(lastChanges()).isEqualTo(lastStatuses(models));
    }

    /** Some of the news a message may have, and always one. */
    private static void tell(
            News news, @Nullable MessageId fallbackOf, Random random, List<Event> told, Map<String, Model> models) {
        var all = new ArrayList<Event>(List.of(
                news.queued(random.nextInt(3), fallbackOf),
                news.accepted(random.nextInt(9)),
                news.reported(Status.QUEUED, random.nextInt(9), null),
                news.reportedElsewhere(Status.SENT, random.nextInt(9), null),
                news.reported(Status.SENT, random.nextInt(9), null),
                news.reported(Status.UNDELIVERED, random.nextInt(9), News.failure("30003")),
                news.reportedElsewhere(Status.FAILED, random.nextInt(9), News.failure("63049")),
                news.reported(Status.FAILED, random.nextInt(9), News.failure("30008")),
                news.reported(Status.DELIVERED, random.nextInt(90), null),
                news.reported(Status.READ, random.nextInt(90), null)));
        Collections.shuffle(all, random);
        var some = all.subList(0, 1 + random.nextInt(all.size()));
        // A report under the provider's name alone finds its message by the acceptance or another report.
        var isNamed = some.stream()
                .anyMatch(event -> event instanceof Accepted
                        || event instanceof StatusReported report && !report.isNamedByProvider());
        var kept = some.stream()
                .filter(event -> isNamed || !(event instanceof StatusReported))
                .toList();
        if (!kept.isEmpty()) {
            told.addAll(kept);
            models.put(news.id().toString(), Model.of(kept));
        }
    }

    private record Word(Status status, String code, Instant at) {
        static Word of(Event event) {
            return switch (event) {
                case Queued queued -> new Word(Status.REQUESTED, "", queued.occurredAt());
                case Accepted accepted -> new Word(Status.ACCEPTED, "", accepted.occurredAt());
                case StatusReported report ->
                    new Word(
                            report.status(),
                            report.failure() == null
                                    ? ""
                                    : String.valueOf(report.failure().code()),
                            report.occurredAt());
                default -> throw new IllegalArgumentException("no news of a message");
            };
        }
    }

    /** What is true of a message, told once more in another language. */
    private record Model(
            Status status,
            String code,
            Instant lastAt,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt,
            Instant createdAt,
            String channel,
            @Nullable MessageId fallbackOf) {

        static Model of(List<Event> events) {
            var words = events.stream().map(Word::of).toList();
            var highest =
                    words.stream().map(Word::status).max(Status::compareTo).orElseThrow();
            var reports =
                    words.stream().filter(word -> word.status() == highest).toList();
            var first = earliest(reports.stream());
            var code = reports.stream()
                    .filter(word -> word.at().equals(first))
                    .map(Word::code)
                    .min(String::compareTo)
                    .orElseThrow();
            var delivered = earliest(words, Status.DELIVERED, Status.READ, Status.PLAYED);
            var queued = events.stream()
                    .filter(Queued.class::isInstance)
                    .map(Queued.class::cast)
                    .findFirst();
            return new Model(
                    highest,
                    code,
                    first,
                    earliest(words, Status.SENT),
                    delivered,
                    earliest(words, Status.READ, Status.PLAYED),
                    delivered == null ? earliest(words, Status.UNDELIVERED, Status.FAILED) : null,
                    queued.map(each -> each.request().requestedAt()).orElseGet(() -> earliest(words.stream())),
                    queued.map(each -> each.request().channel().wireName())
                            .orElse(events.stream().anyMatch(StatusReported.class::isInstance) ? "whatsapp" : ""),
                    queued.map(each -> each.request().fallbackOf()).orElse(null));
        }

        private static @Nullable Instant earliest(List<Word> words, Status... which) {
            return earliest(words.stream().filter(word -> List.of(which).contains(word.status())));
        }

        private static @Nullable Instant earliest(Stream<Word> words) {
            return words.map(Word::at).min(Instant::compareTo).orElse(null);
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    status.wireName(),
                    code,
                    text(lastAt),
                    text(sentAt),
                    text(deliveredAt),
                    text(readAt),
                    text(failedAt),
                    text(createdAt),
                    channel,
                    fallbackOf == null ? "-" : fallbackOf.toString());
        }

        private static String text(@Nullable Instant at) {
            return at == null ? "-" : Long.toString(at.getEpochSecond());
        }
    }

    private static Map<String, String> expected(Map<String, Model> models) {
        var rows = new TreeMap<String, String>();
        models.forEach((id, model) -> rows.put(id, model.toString()));
        return rows;
    }

    private static Map<String, String> rows() {
        var rows = new TreeMap<String, String>();
        status.sql()
                .sql("""
                        select id::text, concat_ws(' ', status, coalesce(code, ''),
                            extract(epoch from last_status_at)::bigint,
                            coalesce(extract(epoch from sent_at)::bigint::text, '-'),
                            coalesce(extract(epoch from delivered_at)::bigint::text, '-'),
                            coalesce(extract(epoch from read_at)::bigint::text, '-'),
                            coalesce(extract(epoch from failed_at)::bigint::text, '-'),
                            extract(epoch from created_at)::bigint,
                            coalesce(channel, ''), coalesce(fallback_of::text, '-')) as says
                        from messages
                        """)
                .query((row, _) -> rows.put(row.getString("id"), row.getString("says")))
                .list();
        return rows;
    }

    private static Map<String, Long> expectedCounts(Map<String, Model> models) {
        var counts = new TreeMap<String, Long>();
        models.values()
                .forEach(model -> counts.merge(
                        String.join(" ", model.channel(), model.status().wireName(), model.code()), 1L, Long::sum));
        return counts;
    }

    private static Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        status.sql()
                .sql("""
                        select concat_ws(' ', channel, status, code) as what, sum(messages)::bigint as messages
                        from message_counts group by 1 having sum(messages) <> 0
                        """)
                .query((row, _) -> counts.put(row.getString("what"), row.getLong("messages")))
                .list();
        return counts;
    }

    private interface Moment {
        @Nullable
        Instant of(Model model);
    }

    /** How many in each class of durations, and how long all of a power took together. */
    private static Map<String, Long> expectedDurations(Map<String, Model> models, Moment end) {
        var durations = new TreeMap<String, Long>();
        for (var model : models.values()) {
            var ended = end.of(model);
            if (ended != null) {
                var begun = model.sentAt() == null ? model.createdAt() : model.sentAt();
                var took = Math.max(0, Duration.between(begun, ended).toMillis());
                var rank = (int) Math.floor(16 * Math.log(1.0 + took));
                durations.merge(String.valueOf(rank), 1L, Long::sum);
                durations.merge("ms of " + rank / 16, took, Long::sum);
            }
        }
        durations.values().removeIf(sum -> sum == 0);
        return durations;
    }

    private static Map<String, Long> durations(String measure) {
        var durations = new TreeMap<String, Long>();
        status.sql()
                .sql("""
                        select (16 * power + n - 1)::text as what, sum(each) as says
                        from message_durations cross join unnest(messages) with ordinality as classes (each, n)
                        where measure = :measure
                        group by 1 having sum(each) <> 0
                        union all
                        select 'ms of ' || power, sum(total_ms)
                        from message_durations
                        where measure = :measure
                        group by 1 having sum(total_ms) <> 0
                        """)
                .param("measure", measure)
                .query((row, _) -> durations.put(row.getString("what"), row.getLong("says")))
                .list();
        return durations;
    }

    private static Map<String, String> lastStatuses(Map<String, Model> models) {
        var statuses = new TreeMap<String, String>();
        models.forEach((id, model) -> statuses.put(id, model.status().wireName()));
        return statuses;
    }

    /** The last change of each message; that they rise and none is told twice is asserted on the way. */
    private static Map<String, String> lastChanges() {
        var told = new TreeMap<String, List<Status>>();
        status.sql()
                .sql("select ce_id from outbox where change->>'type' = 'MessageChanged' order by seq")
                .query(String.class)
                .list()
                .forEach(id -> told.computeIfAbsent(id.substring(0, 36), _ -> new ArrayList<>())
                        .add(Status.of(id.substring(37))));
        var last = new TreeMap<String, String>();
        told.forEach((id, statuses) -> {
            assertThat(statuses).isSorted().doesNotHaveDuplicates();
            last.put(id, statuses.getLast().wireName());
        });
        last.keySet().retainAll(rows().keySet());
        return last;
    }

    private static Fact fact(Event event) {
        var offset = offsets.incrementAndGet();
        var position = new RecordPosition("model", 0, offset);
        var envelope = new Envelope("e" + offset, "/test", News.at(0), null, null);
        return switch (event) {
            case SendOutcome outcome -> Facts.of(outcome, new Delivery<>(outcome, envelope, position, RECORDED));
            case StatusReported report -> Facts.of(report, new Delivery<>(report, envelope, position, RECORDED));
            default -> throw new IllegalArgumentException("no news of a message");
        };
    }
}
