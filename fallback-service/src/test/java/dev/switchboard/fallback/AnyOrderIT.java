package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Queued;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.hearing.Fallbacks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For every order and repetition of news: never two SMS, and never one after a success that came in time. */
@Timeout(60)
class AnyOrderIT {

    /** Told twice, under both names, and by both topics. */
    private static final List<Function<Stories, Event>> WITH_OUR_ID = List.of(
            Stories::queued,
            Stories::queued,
            Stories::accepted,
            Stories::undeliveredUnderItsSid,
            Stories::failed,
            Stories::refused,
            Stories::delivered);

    private static final List<Function<Stories, Event>> BY_SID_ALONE = List.of(
            Stories::queued,
            Stories::accepted,
            Stories::accepted,
            Stories::undeliveredUnderItsSid,
            Stories::undeliveredUnderItsSid,
            Stories::readUnderItsSid);

    private static final int SHUFFLED = 120;

    private final TestDatabase database = TestDatabase.fresh();
    private final Fallbacks fallbacks = database.fallbacks();

    @Test
    void eachOrderOneEventAtATime() {
        var expected = new HashMap<MessageId, List<String>>();
        hearInStep(orders(WITH_OUR_ID), expected);
        hearInStep(orders(BY_SID_ALONE), expected);
        assertThat(expected).hasSizeGreaterThan(2000);
        assertThat(database.wishes()).isEqualTo(expected);
    }

    @Test
    void anyOrderInBatchesOfAnySize() {
        var random = new Random(20261121);
        var orders = new ArrayList<>(orders(WITH_OUR_ID));
        Collections.shuffle(orders, random);
        var expected = new HashMap<MessageId, List<String>>();
        for (var order : orders.subList(0, SHUFFLED)) {
            var story = Stories.next();
            var oracle = new Oracle();
            for (int from = 0, to; from < order.size(); from = to) {
                to = from + 1 + random.nextInt(order.size() - from);
                var batch = order.subList(from, to).stream()
                        .map(tell -> tell.apply(story))
                        .toList();
                hear(batch);
                oracle.hear(batch);
            }
            oracle.wishes(story, expected);
        }
        assertThat(database.wishes()).isEqualTo(expected);
    }

    @Test
    void aPlanAndItsFailureThatComeAtTheSameInstantFindEachOther() throws Exception {
        var rounds = 100;
        var stories =
                IntStream.range(0, 10 * rounds).mapToObj(_ -> Stories.next()).toList();
        // Their names are known already: only the lock makes one wait for the other.
        hear(stories.stream().<Event>map(Stories::accepted).toList());
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = threads.submit(() -> inTens(stories, together, Stories::queued));
            var statuses = threads.submit(() -> inTens(
                    stories,
                    together,
                    story -> story.hashCode() % 2 == 0 ? story.failed() : story.undeliveredUnderItsSid()));
            outcomes.get();
            statuses.get();
        }
        assertThat(database.wishes())
                .hasSize(stories.size())
                .allSatisfy((_, wishes) -> assertThat(wishes).containsExactly("send"));
    }

    private @Nullable Void inTens(List<Stories> stories, CyclicBarrier together, Function<Stories, Event> tell)
            throws Exception {
        for (int i = 0; i < stories.size(); i += 10) {
            var batch = stories.subList(i, i + 10).stream().map(tell).toList();
            together.await();
            hear(batch);
        }
        return null;
    }

    /** All messages take their first step in one batch, then their second, and so on. */
    private void hearInStep(Set<List<Function<Stories, Event>>> orders, Map<MessageId, List<String>> expected) {
        var stories = orders.stream()
                .map(order -> new Told(Stories.next(), order, new Oracle()))
                .toList();
        for (int step = 0; step < orders.iterator().next().size(); step++) {
            var batch = new ArrayList<Event>();
            for (var told : stories) {
                var event = told.order().get(step).apply(told.story());
                told.oracle().hear(List.of(event));
                batch.add(event);
            }
            hear(batch);
        }
        stories.forEach(told -> told.oracle().wishes(told.story(), expected));
    }

    private record Told(Stories story, List<Function<Stories, Event>> order, Oracle oracle) {}

    private void hear(List<Event> events) {
        fallbacks.hear(events.stream()
                .<News>flatMap(event -> Stories.news(event).stream())
                .toList());
    }

    private static Set<List<Function<Stories, Event>>> orders(List<Function<Stories, Event>> events) {
        if (events.isEmpty()) {
            return Set.of(List.of());
        }
        var orders = new LinkedHashSet<List<Function<Stories, Event>>>();
        for (var first : Set.copyOf(events)) {
            var others = new ArrayList<>(events);
            others.remove(first);
            for (var order : orders(others)) {
                var whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    /** The promise once more, for one message and in the simplest words. */
    private static final class Oracle {
        private boolean planned;
        private boolean named;
        private boolean failed;
        private boolean failedBySid;
        private boolean delivered;
        private boolean deliveredBySid;
        private boolean decided;
        private final List<String> wishes = new ArrayList<>();

        void hear(List<Event> batch) {
            batch.forEach(this::note);
            var failure = failed || named && failedBySid;
            var success = delivered || named && deliveredBySid;
            if (wishes.equals(List.of("send")) && success) {
                wishes.add("cancel");
            }
            if (planned && !decided && (success || failure)) {
                decided = true;
                if (!success) {
                    wishes.add("send");
                }
            }
        }

        private void note(Event event) {
            switch (event) {
                case Queued _ -> planned = true;
                case Accepted _ -> named = true;
                case Refused _ -> failed = true;
                case StatusReported status
                when status.status().isFailure() && status.isNamedByProvider() -> failedBySid = true;
                case StatusReported status when status.status().isFailure() -> failed = true;
                case StatusReported status when status.isNamedByProvider() -> deliveredBySid = true;
                case StatusReported _ -> delivered = true;
                default -> throw new IllegalArgumentException("nobody hears " + event);
            }
        }

        void wishes(Stories story, Map<MessageId, List<String>> expected) {
            if (!wishes.isEmpty()) {
                expected.put(story.id().fallback(), wishes);
            }
        }
    }
}
