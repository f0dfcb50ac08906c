package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.fallback.deadline.Waiting;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.Rules;
import dev.switchboard.fallback.decision.RulesTest;
import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.gate.Switches.State;
import dev.switchboard.fallback.gate.Switches.Switch;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.Plans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stops fallbacks, and what becomes of those it stopped. All tell it of the tenant {@code acme}. */
@Timeout(60)
class SteeringIT {

    private static final int MANY = 10;

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Stories.FAILED;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Gate gate = database.gate(MANY);
    private final Fallbacks fallbacks = database.fallbacks(Rules.defaults(), MANY, clock);
    private final Waiting waiting =
            new Waiting(new Plans(database.jdbc()), new Hearing(fallbacks, () -> {}, meters), gate, meters, clock);

    /** By the clock of these tests. */
    @BeforeEach
    void switchedOnAnHourAgo() {
        gate.switches().set(new Switch("*", State.ON, null, "installation", now.minus(Duration.ofHours(1))));
    }

    @Test
    void whatIsSwitchedOffNeverBecomesAnSms() {
        turn("*", State.OFF);
        hear(fallbacks, failed(2));
        turn("*", State.ON);
        waiting.look();
        assertThat(decisions()).containsOnly("never switched-off");
        hear(fallbacks, failed(1));
        assertThat(database.wishes()).hasSize(1);
    }

    @Test
    void oneTenantIsSwitchedOffAlone() {
        turn("acme", State.OFF);
        hear(fallbacks, failed(1));
        turn("acme", State.ON);
        turn("another", State.OFF);
        hear(fallbacks, failed(1));
        assertThat(decisions()).containsExactlyInAnyOrder("never switched-off", "sms us-marketing-withheld");
    }

    @Test
    void whatIsPausedGoesOnLaterUnlessItWasDeliveredMeanwhile() {
        for (var scope : List.of("*", "acme")) {
            turn(scope, State.PAUSED);
            var arrives = Stories.next();
            var fails = Stories.next();
            hear(fallbacks, List.of(arrives, fails));
            waiting.look();
            fallbacks.hear(Stories.news(arrives.delivered()));
            assertThat(database.wishes())
                    .doesNotContainKeys(arrives.id().fallback(), fails.id().fallback());
            assertThat(waiting.health().getDetails()).containsEntry("held", 1L).containsKey(scope);
            turn(scope, State.ON);
            waiting.look();
            assertThat(database.wishes().get(fails.id().fallback())).containsExactly("send");
            assertThat(database.wishes()).doesNotContainKey(arrives.id().fallback());
        }
    }

    @Test
    void aStormPausesEverybodyUntilAPersonSaysOtherwise() {
        hear(fallbacks, failed(MANY));
        assertThat(gauge("paused")).isZero();
        hear(fallbacks, failed(2 * MANY));
        now = now.plus(Duration.ofHours(1));
        waiting.look();
        assertThat(database.wishes()).hasSize(MANY);
        assertThat(gauge("paused")).isOne();
        assertThat(gauge("held")).isEqualTo(2 * MANY);
        assertThat(waiting.health().getDetails()).containsEntry("*", "paused: storm: more than 10 a minute");

        turn("*", State.ON);
        for (int minute = 1; minute <= 4; minute++) {
            waiting.look();
            waiting.look();
            hear(fallbacks, failed(1));
            assertThat(database.wishes()).hasSize(MANY + minute * (MANY / 2 + 1));
            now = now.plus(Duration.ofSeconds(61));
        }
        assertThat(gauge("paused")).isZero();
    }

    @Test
    void aStormIsCountedOverAllThatDecideAtOnce() throws Exception {
        hearAtOnce(fallbacks, 3 * MANY);
        assertThat(database.wishes()).hasSize(MANY);
        assertThat(decisions()).hasSize(MANY);
        waiting.look();
        assertThat(gauge("held")).isEqualTo(2 * MANY);
    }

    @Test
    void aDayCostsATenantNoMoreThanItsCapHoweverManyDecideAtOnce() throws Exception {
        var rules = Rules.parse(
                RulesTest.rules(",\"cost\":{\"perPart\":{\"*\":0.10},\"perTenantAndDay\":{\"*\":9,\"acme\":0.75}}")
                        .getBytes(StandardCharsets.UTF_8));
        var thrifty = database.fallbacks(rules, 1_000, clock);
        hearAtOnce(thrifty, 20);
        assertThat(database.wishes()).hasSize(7);
        assertThat(decisions().stream().filter("never cost-cap"::equals)).hasSize(13);
        now = now.plus(Duration.ofDays(1));
        hear(thrifty, failed(1));
        assertThat(database.wishes()).hasSize(8);
    }

    @Test
    void withoutASenderNothingIsSentButByTheSendersOfTheRules() {
        var senderless = new Gate(database.jdbc(), gate.switches(), MANY, false);
        hear(database.fallbacks(Rules.defaults(), senderless, clock), failed(1));
        assertThat(decisions()).containsExactly("never no-sender");
        assertThat(database.wishes()).isEmpty();
        var own = Rules.parse(RulesTest.rules(",\"senders\":{\"acme\":\"MG00000000000000000000000000000001\"}")
                .getBytes(StandardCharsets.UTF_8));
        hear(database.fallbacks(own, senderless, clock), failed(1));
        assertThat(database.wishes()).hasSize(1);
    }

    private static void hearAtOnce(Fallbacks fallbacks, int many) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < many; i++) {
                all.add(threads.submit(() -> hear(fallbacks, failed(1))));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    private static List<Stories> failed(int many) {
        return Stream.generate(Stories::next).limit(many).toList();
    }

    private static void hear(Fallbacks fallbacks, List<Stories> stories) {
        fallbacks.hear(stories.stream()
                .flatMap(story -> Stream.of(story.queued(), story.failed()))
                .<News>flatMap(event -> Stories.news(event).stream())
                .toList());
    }

    private void turn(String scope, State state) {
        gate.switches().set(new Switch(scope, state, null, "a person", now));
    }

    private double gauge(String name) {
        return meters.get("messaging.fallback." + name).gauge().value();
    }

    private List<String> decisions() {
        return database.jdbc()
                .sql("select decision || ' ' || rule from plans where decision is not null")
                .query(String.class)
                .list();
    }
}
