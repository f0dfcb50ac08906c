package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Plans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Further tries and the clock, in any order and however often: a deadline may pass at any moment, also between a failure
 * and its plan. Only what follows from a try waits until the try was asked for.
 */
@Timeout(60)
class AnyOrderWithTriesIT {

    private static final int STORIES = 12;
    private static final Address ELSEWHERE = new Address("+4915112345678");

    private final TestDatabase database = TestDatabase.fresh();
    private Instant now = Stories.FAILED;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Fallbacks fallbacks = database.fallbacks(Rules.defaults(), clock);
    private final Plans plans = new Plans(database.jdbc());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverTwoAndNeverOneAfterASuccess(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < STORIES; i++) {
            new Course(Stories.next(), random).run();
        }
    }

    @Test
    void allCoursesWereTaken() {
        var random = new Random(7);
        for (int i = 0; i < 3 * STORIES; i++) {
            new Course(Stories.next(), random).run();
        }
        assertThat(database.jdbc()
                        .sql("select distinct coalesce(decision || ' ' || rule, 'open') from plans")
                        .query(String.class)
                        .list())
                .contains("sms deadline", "sms marketing-withheld", "never delivered");
        assertThat(database.jdbc()
                        .sql("select max(n) from tries")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    /** One message's life. */
    private final class Course {
        private final Stories story;
        private final Stories first;
        private final Stories second;
        private final Random random;
        private final boolean arrives;
        private final Set<MessageId> asked = new HashSet<>();
        private boolean wasHeardOfArrival;
        private boolean hadSmsBefore;

        Course(Stories story, Random random) {
            this.story = story;
            this.first = new Stories(story.id().retry(1));
            this.second = new Stories(story.id().retry(2));
            this.random = random;
            this.arrives = random.nextInt(3) == 0;
        }

        void run() {
            var steps = new ArrayList<>(Stream.concat(
                            Stream.of(
                                    queued(),
                                    queued(),
                                    story.accepted(),
                                    story.failed(),
                                    story.undeliveredUnderItsSid()),
                            Stream.concat(of(first), of(second)))
                    .toList());
            if (arrives) {
                var whose = List.of(story, first, second).get(random.nextInt(3));
                steps.add(whose.delivered());
            }
            Collections.shuffle(steps, random);
            while (!steps.isEmpty()) {
                step(steps);
            }
            wait(Duration.ofDays(30));
            check();
        }

        private Stream<Event> of(Stories tried) {
            return random.nextBoolean()
                    ? Stream.of(tried.accepted(), tried.undeliveredUnderItsSid(), tried.failed())
                    : Stream.of(tried.accepted());
        }

        private void step(List<Event> steps) {
            var next = steps.removeFirst();
            if (!isPossible(next)) {
                if (steps.stream().anyMatch(this::isPossible)) {
                    steps.add(next);
                }
                return;
            }
            if (random.nextInt(8) == 0) {
                wait(Duration.ofHours(random.nextInt(120)));
            }
            hear(next);
            if (random.nextBoolean()) {
                hear(next);
            }
        }

        private boolean isPossible(Event event) {
            return isAsked(first, event) && isAsked(second, event);
        }

        /** What was asked for once stays so: the store need not be asked again. */
        private boolean isAsked(Stories tried, Event event) {
            return asked.contains(tried.id())
                    || !isOf(event, tried)
                    || !wishes(tried.id()).isEmpty() && asked.add(tried.id());
        }

        private boolean isOf(Event event, Stories tried) {
            return Stream.<Event>of(tried.accepted(), tried.undeliveredUnderItsSid(), tried.failed(), tried.delivered())
                    .anyMatch(event::equals);
        }

        private void hear(Event event) {
            var isArrival = List.<Event>of(story.delivered(), first.delivered(), second.delivered())
                    .contains(event);
            if (isArrival && !wasHeardOfArrival) {
                wasHeardOfArrival = true;
                hadSmsBefore = !wishes(story.id().fallback()).isEmpty();
            }
            fallbacks.hear(Stories.news(event));
        }

        private void wait(Duration time) {
            now = now.plus(time);
            fallbacks.hear(plans.due(now, 100));
            now = Stories.FAILED;
        }

        private void check() {
            var sms = wishes(story.id().fallback());
            if (wasHeardOfArrival) {
                assertThat(sms).isEqualTo(hadSmsBefore ? List.of("send", "cancel") : List.of());
            } else {
                assertThat(sms).as("failed and never arrived").containsExactly("send");
            }
            for (var tried : List.of(first, second)) {
                assertThat(wishes(tried.id())).isIn(List.of(), List.of("send"), List.of("send", "cancel"));
            }
            assertThat(wishes(story.id().retry(3))).isEmpty();
        }

        private List<String> wishes(MessageId id) {
            return database.jdbc()
                    .sql("select split_part(event_id, ':', 2) from outbox where message_id = ? order by id")
                    .param(id.value())
                    .query(String.class)
                    .list();
        }

        private Event queued() {
            return story.queued(story.request(
                    Channel.WHATSAPP,
                    ELSEWHERE,
                    new Content.Text("Sale ends today"),
                    Fallback.onFailure(null),
                    Stories.REQUESTED));
        }
    }
}
