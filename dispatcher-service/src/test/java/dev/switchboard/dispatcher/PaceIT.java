package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.request.SendRequest.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How fast, who first, who next: as the provider sees it. */
@Timeout(90)
@ExtendWith(SharedWorld.class)
class PaceIT {

    private static final int MESSAGES = 40;

    private final World world;

    PaceIT(World world) {
        this.world = world;
    }

    @Test
    void twoDispatchersTogetherKeepThePaceOfASender() throws InterruptedException {
        try (var _ = world.startDispatcher()) {
            var ids = Stream.generate(World::anId).limit(MESSAGES).toList();
            ids.forEach(id -> world.ask(from("+15550002020", id, Priority.NORMAL, null)));

            await().until(() -> sentAt(ids).size() == MESSAGES);
            var times = sentAt(ids);
            // 20 a second: from the first to the last it takes 39 times 50 ms, and no two seconds in it hold more.
            assertThat(Duration.between(times.getFirst(), times.getLast())).isGreaterThan(Duration.ofMillis(1850));
            assertThat(times.stream().map(time -> within(times, time, Duration.ofSeconds(1))))
                    .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(23));
        }
    }

    @Test
    void whatIsUrgentPassesACampaign() {
        var campaign = Stream.generate(World::anId).limit(30).toList();
        campaign.forEach(id -> world.ask(from("+15550001010", id, Priority.LOW, null)));
        await().until(() -> sentAt(campaign).size() >= 3);
        var password = World.anId();
        world.ask(from("+15550001010", password, Priority.HIGH, null));

        world.awaitStory(password, "Queued Accepted");
        assertThat(sentBefore(password, campaign)).hasSizeLessThan(25);
        await().until(() -> sentAt(campaign).size() == campaign.size());
    }

    @Test
    void tenantsTakeTurns() {
        var many = Stream.generate(World::anId).limit(100).toList();
        many.forEach(id -> world.ask(from("+15550001515", id, Priority.NORMAL, "many")));
        await().until(() -> sentAt(many).size() >= 3);
        var few = Stream.generate(World::anId).limit(5).toList();
        few.forEach(id -> world.ask(from("+15550001515", id, Priority.NORMAL, "few")));

        await().until(() -> sentAt(few).size() == few.size());
        // In order of time it would be after all of them; how many went before it was even asked for depends on the
        // machine.
        var lastOfFew = few.getLast();
        assertThat(sentBefore(lastOfFew, many)).hasSizeLessThan(75);
    }

    @Test
    void whatIsRefusedWithoutACallTakesNobodysStart() {
        var sender = new Address("+15550001212");
        var refused = Stream.generate(World::anId).limit(20).toList();
        refused.forEach(id -> world.ask(Requests.from(sender, "+1415", id, Priority.NORMAL, null)));
        var sent = World.anId();
        world.ask(Requests.from(sender, sent, Priority.NORMAL, null));

        // At one start a second it would take twenty.
        await().atMost(Duration.ofSeconds(8)).until(() -> world.story(sent).equals("Queued Accepted"));
        refused.forEach(id -> world.awaitStory(id, "Queued Refused"));
        assertThat(((Refused) world.outcomes(refused.getFirst()).getLast())
                        .failure()
                        .reason())
                .isEqualTo("to is too short for +1");
    }

    @Test
    void aSlowSenderHoldsNobodyElse() {
        var slow = Stream.generate(World::anId).limit(60).toList();
        slow.forEach(id -> world.ask(from("+15550001001", id, Priority.NORMAL, null)));
        await().until(() -> !sentAt(slow).isEmpty());
        var quick = World.anId();
        world.ask(Requests.whatsapp(quick, "+14155550100"));

        world.awaitStory(quick, "Queued Accepted");
        assertThat(sentBefore(quick, slow)).hasSizeLessThan(30);
        world.ledger
                .sql(
                        "update sends set state = 'canceled' where sender = 'twilio:whatsapp:+15550001001' and state = 'waiting'")
                .update();
    }

    @Test
    void onePairGetsItsBurstAndThenWaitsWhileOthersAreSentTo() {
        var many = Stream.generate(World::anId).limit(48).toList();
        many.forEach(id -> world.ask(Requests.over(Provider.META, id, "+14155550345", null)));
        await().until(() -> sentAt(many).size() == 45);
        var other = World.anId();
        world.ask(Requests.over(Provider.META, other, "+14155550100", null));

        world.awaitStory(other, "Queued Accepted");
        assertThat(sentAt(many)).hasSize(45);
        var due = many.stream()
                .filter(id -> world.state(id).equals("waiting"))
                .map(this::dueAt)
                .sorted()
                .toList();
        assertThat(due).hasSize(3);
        assertThat(IntStream.of(1, 2).mapToObj(i -> Duration.between(due.get(i - 1), due.get(i))))
                .allMatch(Duration.ofSeconds(6)::equals);
    }

    private Instant dueAt(MessageId id) {
        return world.ledger
                .sql("select due_at from sends where message_id = :id")
                .param("id", id.value())
                .query((row, _) -> row.getTimestamp("due_at").toInstant())
                .single();
    }

    /** By the provider's clock: on a busy machine we look late. */
    private List<Instant> sentBefore(MessageId one, List<MessageId> others) {
        var at = sentAt(List.of(one)).getFirst();
        return sentAt(others).stream().filter(time -> time.isBefore(at)).toList();
    }

    private List<Instant> sentAt(List<MessageId> ids) {
        return ids.stream()
                .flatMap(id -> world.taken(id).stream())
                .map(message -> Instant.parse(message.path("createdAt").asString()))
                .sorted()
                .toList();
    }

    private static long within(List<Instant> times, Instant from, Duration length) {
        return times.stream()
                .filter(time -> !time.isBefore(from) && time.isBefore(from.plus(length)))
                .count();
    }

    private static SendRequest from(String sender, MessageId id, Priority priority, @Nullable String tenant) {
        return Requests.from(new Address(sender), id, priority, tenant);
    }
}
