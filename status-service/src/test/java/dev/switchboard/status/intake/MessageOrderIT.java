package dev.switchboard.status.intake;

import static dev.switchboard.contracts.message.Status.DELIVERED;
import static dev.switchboard.contracts.message.Status.FAILED;
import static dev.switchboard.contracts.message.Status.READ;
import static dev.switchboard.contracts.message.Status.SENT;
import static dev.switchboard.contracts.message.Status.UNDELIVERED;
import static dev.switchboard.status.News.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.change.Publisher;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every order of a message's news ends in the same rows. Each order is told of a message of its own, and all messages
 * hear their next news in one batch, so that thousands of orders take a handful of transactions of the real database.
 */
class MessageOrderIT {

    private static final int LARGEST_BATCH = 2000;
    private static final Instant RECORDED = Instant.now();
    private static final AtomicLong offsets = new AtomicLong();

    private static RunningStatus status;
    private static Intake intake;

    @BeforeAll
    static void startWithoutListenersAndPublisher() {
        status = RunningStatus.start("--spring.kafka.listener.auto-startup=false");
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
                .sql("truncate messages, message_states, message_statuses, message_descriptions, message_events,"
                        + " provider_ids, conversations, outbox, message_counts, message_counts_by_day,"
                        + " message_durations, message_durations_by_day, contacts, amendments")
                .update();
    }

    /** Whatever was told, in whatever order: the sums are those of the rows as they are now. */
    @AfterEach
    void theRollUpsAreTheSumOverAllMessages() {
        assertThat(status.sql().sql("""
                        (select hour, direction, channel, provider, tenant, status, code, fallback, sum(messages)::bigint
                         from message_counts group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(messages) <> 0)
                        except all
                        (select hour, direction, channel, provider, tenant, status, code, fallback, count(*)
                         from message_measures group by 1, 2, 3, 4, 5, 6, 7, 8)
                        """).query().listOfRows()).isEmpty();
        assertThat(status.sql()
                        .sql("select sum(messages)::bigint from message_counts")
                        .query(Long.class)
                        .single())
                .isEqualTo(status.sql()
                        .sql("select count(*) from messages")
                        .query(Long.class)
                        .single());
        assertThat(status.sql().sql("""
                        (select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, status, code, fallback,
                                sum(messages)
                         from message_counts group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(messages) <> 0)
                        except all
                        (select day, direction, channel, provider, tenant, status, code, fallback, sum(messages)
                         from message_counts_by_day group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(messages) <> 0)
                        """).query().listOfRows()).isEmpty();
        assertThat(status.sql().sql("""
                        (select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, measure, power,
                                sum_each(messages), sum(total_ms)
                         from message_durations group by 1, 2, 3, 4, 5, 6, 7 having 0 <> any(sum_each(messages)))
                        except all
                        (select day, direction, channel, provider, tenant, measure, power, sum_each(messages), sum(total_ms)
                         from message_durations_by_day group by 1, 2, 3, 4, 5, 6, 7 having 0 <> any(sum_each(messages)))
                        """).query().listOfRows()).isEmpty();
        for (var measure : List.of("delivery", "read")) {
            assertThat(status.sql().sql("""
                            (select hour, direction, channel, provider, tenant, power, sum_each(messages), sum(total_ms)
                             from message_durations where measure = '%1$s'
                             group by 1, 2, 3, 4, 5, 6 having 0 <> any(sum_each(messages)) or sum(total_ms) <> 0)
                            except all
                            (select hour, direction, channel, provider, tenant, %1$s_class / 16,
                                    sum_each(in_class(%1$s_class, 1)), sum(%1$s_ms)
                             from message_measures where direction = 'outbound' and %1$s_ms is not null
                             group by 1, 2, 3, 4, 5, 6)
                            """.formatted(measure)).query().listOfRows())
                    .isEmpty();
            assertThat(status.sql()
                            .sql("select coalesce(sum(each), 0)::bigint"
                                    + " from message_durations cross join unnest(messages) as each where measure = ?")
                            .param(measure)
                            .query(Long.class)
                            .single())
                    .isEqualTo(status.sql()
                            .sql("select count(*) from message_measures where direction = 'outbound' and " + measure
                                    + "_ms is not null")
                            .query(Long.class)
                            .single());
        }
    }

    @Test
    void everyOrderAndBatchingOfAMessagesNewsEndsInTheSameState() {
        var stories = stories(
                news -> List.of(
                        fact(news.queued(0)),
                        fact(news.accepted(2)),
                        fact(news.reportedElsewhere(SENT, 3, null)),
                        fact(news.reported(SENT, 4, null)),
                        fact(news.reported(FAILED, 5, failure("63049"))),
                        fact(news.reportedElsewhere(READ, 7, null))),
                1,
                2,
                6);

        tell(stories);

        assertThat(rows(stories)).hasSize(1).first().asString().isEqualTo("""
                read code=- kind=- requested=10:00:00 sent=10:00:03 delivered=10:00:07 read=10:00:07 failed=- \
                last=10:00:07 created=10:00:00 outbound whatsapp twilio named tenant=acme \
                text=Your parcel is here. {"order": "42"} conversation=t fallback=- \
                [requested//1@10:00:00 accepted//1@10:00:02 sent//2@10:00:03 failed/63049/1@10:00:05 read//1@10:00:07] \
                events=6""");
        assertThat(changesOf(stories))
                .allSatisfy(changes -> assertThat(changes.getLast()).isEqualTo(READ));
        assertThat(leftUnderProvisionalNames(stories)).isZero();
    }

    @Test
    void whoDoesNotWantReadsTrackedHearsOfNone() {
        var stories = stories(
                news -> List.of(
                        fact(withoutReads(news.queued(0))),
                        fact(news.accepted(2)),
                        fact(news.reported(SENT, 4, null)),
                        fact(news.reported(READ, 7, null))),
                1,
                2,
                4);

        tell(stories);

        assertThat(rows(stories)).hasSize(1).first().asString().startsWith("""
                delivered code=- kind=- requested=10:00:00 sent=10:00:04 delivered=10:00:07 read=- failed=- \
                last=10:00:07""").contains("read//1@10:00:07");
    }

    private static Queued withoutReads(Queued queued) {
        var request = queued.request();
        return new Queued(
                queued.messageId(),
                new SendRequest(
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
                        null,
                        false,
                        request.tenant(),
                        request.metadata()),
                queued.source(),
                queued.occurredAt());
    }

    @Test
    void theCodeIsThatOfTheEarliestReportAndThenTheLowest() {
        var stories = stories(
                news -> List.of(
                        fact(news.reportedElsewhere(UNDELIVERED, 3, failure("30003"))),
                        fact(news.reportedAsSms(FAILED, 6, failure("30001"))),
                        fact(news.reported(FAILED, 5, failure("30009"))),
                        fact(news.reportedElsewhere(FAILED, 5, failure("30008"))),
                        fact(news.accepted(2))),
                1,
                2,
                5);

        tell(stories);

        assertThat(rows(stories))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("failed code=30008 kind=fallback requested=- sent=- delivered=- read=- failed=10:00:03 ")
                .contains(" outbound whatsapp twilio named ");
        assertThat(leftUnderProvisionalNames(stories)).isZero();
    }

    @Test
    void twoMessagesLinkedByFallbackPointToEachOtherInEveryOrder() {
        var originals = new ArrayList<Story>();
        var fallbacks = new ArrayList<Story>();
        for (var order : orders(6)) {
            var original = News.ofSomeMessage();
            var other = News.ofSomeMessage();
            var sms = new News(original.id().fallback(), other.account(), other.providerId(), original.to());
            var facts = List.of(
                    fact(original.queued(0)),
                    fact(original.accepted(1)),
                    fact(original.reportedElsewhere(UNDELIVERED, 2, failure("63049"))),
                    fact(sms.queued(3, original.id())),
                    fact(sms.reportedElsewhere(DELIVERED, 5, null)),
                    fact(sms.accepted(4)));
            originals.add(new Story(original, batches(inOrder(facts, order), 1)));
            fallbacks.add(new Story(sms, List.of()));
        }

        tell(originals);

        assertThat(rows(originals))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("undelivered code=63049")
                .contains("fallback=sms");
        assertThat(rows(fallbacks))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("delivered code=-")
                .contains("fallback=-");
        assertThat(changesOf(fallbacks))
                .allSatisfy(changes -> assertThat(changes.getLast()).isEqualTo(DELIVERED));
    }

    @Test
    void aConversationEndsTheSameInEveryOrder() {
        var batches = new ArrayList<List<List<Fact>>>();
        for (var order : orders(4)) {
            var news = News.ofSomeMessage();
            var contact = new Address("+49" + Math.abs(new Random().nextLong() % 1_000_000_000L));
            var outbound = new News(news.id(), news.account(), news.providerId(), contact);
            var facts = List.of(
                    fact(News.received(Channel.WHATSAPP, contact, "first", 1)),
                    fact(News.received(Channel.WHATSAPP, contact, "second", 5)),
                    fact(News.received(Channel.WHATSAPP, contact, "last of theirs", 8)),
                    fact(outbound.queued(9)));
            batches.add(batches(withRepetitions(inOrder(facts, order)), 1));
        }

        tellBatches(batches);

        assertThat(status.sql().sql("""
                        select distinct channel, ours, contact_name, last_message_at, last_inbound_at,
                               (select count(*) from messages m
                                where m.conversation_id = conversations.id and direction = 'inbound') as inbound,
                               (select text from messages where id = last_message_id) as last_text
                        from conversations
                        """).query().listOfRows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("inbound", 3L)
                        .containsEntry("contact_name", "Ada at 8")
                        .containsEntry("last_text", "Your parcel is here."));
        var ids = status.sql()
                .sql("select ce_id from outbox where change->>'type' = 'ConversationChanged'")
                .query(String.class)
                .list();
        assertThat(ids).hasSize(4 * 24).doesNotHaveDuplicates();
    }

    @Test
    void severalThreadsEndInTheSameStateAsOne() throws ExecutionException, InterruptedException {
        var random = new Random(7);
        var stories = new ArrayList<Story>();
        var facts = new ArrayList<Fact>();
        for (var i = 0; i < 150; i++) {
            var news = News.ofSomeMessage();
            stories.add(new Story(news, List.of()));
            facts.addAll(List.of(
                    fact(news.queued(0)),
                    fact(news.accepted(2)),
                    fact(news.reportedElsewhere(SENT, 3, null)),
                    fact(news.reportedElsewhere(DELIVERED, 4, null)),
                    fact(news.reported(READ, 6, null))));
        }
        Collections.shuffle(facts, random);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var applied = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 4; thread++) {
                var share = facts.subList(thread * facts.size() / 4, (thread + 1) * facts.size() / 4);
                applied.add(threads.submit(() -> batches(share, 9).forEach(intake::apply)));
            }
            for (var each : applied) {
                each.get();
            }
        }

        assertThat(rows(stories)).hasSize(1).first().asString().startsWith("read code=-");
        assertThat(changesOf(stories))
                .allSatisfy(changes -> assertThat(changes.getLast()).isEqualTo(READ));
        assertThat(leftUnderProvisionalNames(stories)).isZero();
    }

    /** One message, and its news as they arrive, a batch at a time. */
    private record Story(News news, List<List<Fact>> batches) {}

    private static List<Story> stories(Function<News, List<Fact>> facts, int... batchSizes) {
        var stories = new ArrayList<Story>();
        var count = facts.apply(News.ofSomeMessage()).size();
        for (var order : orders(count)) {
            for (var size : batchSizes) {
                var news = News.ofSomeMessage();
                var told = withRepetitions(inOrder(facts.apply(news), order));
                stories.add(new Story(news, batches(told, size)));
            }
        }
        return stories;
    }

    private static void tell(List<Story> stories) {
        tellBatches(stories.stream().map(Story::batches).toList());
    }

    private static void tellBatches(List<List<List<Fact>>> stories) {
        var longest = stories.stream().mapToInt(List::size).max().orElse(0);
        for (var turn = 0; turn < longest; turn++) {
            var at = turn;
            var facts = stories.stream()
                    .filter(batches -> at < batches.size())
                    .flatMap(batches -> batches.get(at).stream())
                    .toList();
            batches(facts, LARGEST_BATCH).forEach(intake::apply);
        }
    }

    /** Some of what was told is told again, later, from the same place on the log. */
    private static List<Fact> withRepetitions(List<Fact> facts) {
        var told = new ArrayList<>(facts);
        var random = new Random(facts.hashCode());
        for (var i = 0; i < 2; i++) {
            var repeated = random.nextInt(told.size());
            told.add(repeated + 1 + random.nextInt(told.size() - repeated), told.get(repeated));
        }
        return told;
    }

    private static List<List<Fact>> batches(List<Fact> facts, int size) {
        return IntStream.iterate(0, from -> from < facts.size(), from -> from + size)
                .mapToObj(from -> facts.subList(from, Math.min(from + size, facts.size())))
                .toList();
    }

    private static List<Fact> inOrder(List<Fact> facts, List<Integer> order) {
        return order.stream().map(facts::get).toList();
    }

    private static List<List<Integer>> orders(int count) {
        if (count == 0) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<Integer>>();
        for (var shorter : orders(count - 1)) {
            for (var place = 0; place < count; place++) {
                var order = new ArrayList<>(shorter);
                order.add(place, count - 1);
                orders.add(order);
            }
        }
        return orders;
    }

    private static Fact fact(Event event) {
        var offset = offsets.incrementAndGet();
        var position = new RecordPosition("orders", 0, offset);
        var envelope = new Envelope("e" + offset, "/test", News.at(0), null, null);
        return switch (event) {
            case SendOutcome outcome -> Facts.of(outcome, new Delivery<>(outcome, envelope, position, RECORDED));
            case StatusReported report -> Facts.of(report, new Delivery<>(report, envelope, position, RECORDED));
            case MessageReceived received -> Facts.of(received, new Delivery<>(received, envelope, position, RECORDED));
            default -> throw new IllegalArgumentException("no news of a message");
        };
    }

    /** What the database says of each message, without what names it. */
    private static HashSet<String> rows(List<Story> stories) {
        var ids = ids(stories);
        return new HashSet<>(
                status.sql().sql("""
                        select concat(
                            status, ' code=', coalesce(code, '-'), ' kind=', coalesce(failure_kind, '-'),
                            ' requested=', coalesce(to_char(requested_at at time zone 'UTC', 'HH24:MI:SS'), '-'),
                            ' sent=', coalesce(to_char(sent_at at time zone 'UTC', 'HH24:MI:SS'), '-'),
                            ' delivered=', coalesce(to_char(delivered_at at time zone 'UTC', 'HH24:MI:SS'), '-'),
                            ' read=', coalesce(to_char(read_at at time zone 'UTC', 'HH24:MI:SS'), '-'),
                            ' failed=', coalesce(to_char(failed_at at time zone 'UTC', 'HH24:MI:SS'), '-'),
                            ' last=', to_char(last_status_at at time zone 'UTC', 'HH24:MI:SS'),
                            ' created=', to_char(created_at at time zone 'UTC', 'HH24:MI:SS'),
                            ' ', direction, ' ', channel, ' ', provider,
                            case when provider_id is not null and account is not null then ' named' end,
                            ' tenant=', tenant, ' text=', text, ' ', metadata,
                            ' conversation=', conversation_id is not null,
                            ' fallback=', coalesce((select channel from messages f where f.fallback_of = m.id), '-'),
                            ' [', (
                                select string_agg(
                                    concat(status, '/', code, '/', count, '@',
                                           to_char(first_at at time zone 'UTC', 'HH24:MI:SS')), ' ' order by rank, code)
                                from message_statuses s where s.message_id = m.id
                            ), '] events=', (select count(*) from message_events e where e.message_id = m.id))
                        from messages m
                        where id = any(?::uuid[])
                        """).param(ids).query(String.class).list());
    }

    /** The statuses told of each message, in their order; that they rise and none is told twice is asserted here. */
    private static List<List<Status>> changesOf(List<Story> stories) {
        var told = new HashMap<String, List<Status>>();
        status.sql()
                .sql("select ce_id from outbox where change->>'type' = 'MessageChanged' order by seq")
                .query(String.class)
                .list()
                .forEach(id -> told.computeIfAbsent(id.substring(0, 36), _ -> new ArrayList<>())
                        .add(Status.of(id.substring(37))));
        assertThat(told.values())
                .allSatisfy(
                        changes -> assertThat(changes.stream().map(Status::rank).toList())
                                .isSorted()
                                .doesNotHaveDuplicates());
        return stories.stream()
                .map(story -> told.getOrDefault(story.news().id().toString(), List.of()))
                .toList();
    }

    private static long leftUnderProvisionalNames(List<Story> stories) {
        var ids = stories.stream()
                .map(story -> story.news().elsewhere().value().toString())
                .toArray(String[]::new);
        return status.sql()
                .sql("""
                        select (select count(*) from messages where id = any(:ids::uuid[]))
                             + (select count(*) from message_statuses where message_id = any(:ids::uuid[]))
                             + (select count(*) from message_descriptions where message_id = any(:ids::uuid[]))
                             + (select count(*) from message_events where message_id = any(:ids::uuid[]))
                        """)
                .params(Map.of("ids", ids))
                .query(Long.class)
                .single();
    }

    private static String[] ids(List<Story> stories) {
        return stories.stream()
                .map(Story::news)
                .map(News::id)
                .map(MessageId::value)
                .map(UUID::toString)
                .toArray(String[]::new);
    }
}
