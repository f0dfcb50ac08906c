package dev.switchboard.dispatcher;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.contracts.request.CheckRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.request.SendRequest.OnUncertain;
import dev.switchboard.contracts.status.StatusReported;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls whose answer nobody heard. They are all made at the beginning, so that their waits, which are what is tested, pass
 * side by side.
 */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class UncertainIT {

    private static final MessageId listed = World.anId();
    private static final MessageId reported = World.anId();
    private static final MessageId resent = World.anId();
    private static final MessageId parked = World.anId();
    private static final MessageId alike = World.anId();
    private static final MessageId lost = World.anId();
    private static final MessageId unlisted = World.anId();
    private static final MessageId slow = World.anId();
    private static final MessageId calledOff = World.anId();
    private static final MessageId died = World.anId();
    private static final MessageId diedReported = World.anId();
    private static final MessageId dying = World.anId();

    private final World world;

    UncertainIT(World world) {
        this.world = world;
    }

    @BeforeAll
    static void nobodyHears(World world) {
        spoiled(world, "reset", over(Provider.TWILIO, resent, "+14155551003", OnUncertain.RESEND));
        spoiled(world, "reset", over(Provider.TWILIO, calledOff, "+14155551009", OnUncertain.RESEND));
        world.ask(new CancelRequest(calledOff, null, null));
        spoiled(world, "500", over(Provider.TWILIO, parked, "+14155551004", null));
        spoiled(world, "500", over(Provider.META, unlisted, "+14155551005", OnUncertain.RESEND));
        world.ask(Requests.whatsapp(alike, "+14155551010"));
        world.awaitStory(alike, "Queued Accepted");
        spoiled(world, "reset", over(Provider.TWILIO, lost, "+14155551010", null));
        Thread.ofVirtual().start(() -> askAfter(world, lost));
        spoiled(world, "accept-then-reset", over(Provider.TWILIO, listed, "+14155551001", null));
        spoiled(world, "accept-then-reset", over(Provider.META, reported, "+14155551002", OnUncertain.RESEND));
        spoiled(world, "slow", over(Provider.TWILIO, slow, "+14155551006", null));
        for (var id : new MessageId[] {died, diedReported, dying}) {
            world.ask(Requests.later(id, "+14155551007"));
            world.awaitStory(id, "Queued");
        }
        leaveCalling(world, died, Duration.ofMinutes(-1));
        leaveCalling(world, diedReported, Duration.ofHours(1));
        leaveCalling(world, dying, Duration.ZERO);
    }

    @Test
    void areAdoptedWhenTheProviderListsThem() {
        world.awaitStory(listed, "Queued Uncertain Accepted");
        assertThat(((Accepted) world.outcomes(listed).getLast()).providerId())
                .isEqualTo(world.taken(listed).getFirst().path("sid").asString());
    }

    @Test
    void areAdoptedWhenAStatusReportsOnThem() {
        world.report(delivered(reported, Provider.META, "wamid.adopted"));

        world.awaitStory(reported, "Queued Uncertain Accepted");
        assertThat(((Accepted) world.outcomes(reported).getLast()).providerId()).isEqualTo("wamid.adopted");
        assertThat(world.taken(reported)).hasSize(1);
    }

    @Test
    void areSentAgainAfterAProvenMissIfTheRequestSaysSo() {
        world.awaitStory(resent, "Queued Uncertain Deferred Accepted");
        assertThat(world.taken(resent)).hasSize(1);
        var story = world.outcomes(resent);
        // Not before lease, timeout and margin are over.
        assertThat(Duration.between(story.get(1).occurredAt(), story.get(2).occurredAt()))
                .isGreaterThan(Duration.ofMillis(3_500));
    }

    @Test
    void areNotSentAgainWhenTheyWereCalledOffMeanwhile() {
        world.awaitStory(calledOff, "Queued Uncertain Deferred Canceled");
        assertThat(world.taken(calledOff)).isEmpty();
    }

    @Test
    void areParkedAfterTwoMissesUntilAStatusTells() {
        world.awaitState(parked, "parked");
        assertThat(world.misses(parked)).isEqualTo(2);
        assertThat(world.story(parked)).isEqualTo("Queued Uncertain");
        world.report(delivered(parked, Provider.TWILIO, "SMlate"));
        world.awaitStory(parked, "Queued Uncertain Accepted");
    }

    @Test
    void areNotMistakenForAnotherMessageWeKnow() {
        world.awaitState(lost, "parked");
        assertThat(world.story(lost)).isEqualTo("Queued Uncertain");
    }

    @Test
    void areMissedASecondTimeOnlyAWhileAfterTheFirstHoweverOftenSomebodyAsks() {
        world.awaitState(lost, "parked");
        assertThat(world.ledger
                        .sql("select extract(epoch from changed_at - lease_until) from sends where message_id = :id")
                        .param("id", lost.value())
                        .query(Double.class)
                        .single())
                .as("grace of a call, then the time between two looks")
                .isGreaterThan(2.2 + 1.0);
    }

    @Test
    void waitForAStatusWhereThereIsNoList() {
        world.awaitState(unlisted, "parked");
        assertThat(world.story(unlisted)).isEqualTo("Queued Uncertain");
        assertThat(world.taken(unlisted)).isEmpty();
    }

    @Test
    void comeOfAnAnswerThatTookTooLong() {
        world.awaitStory(slow, "Queued Uncertain Accepted");
        assertThat(((Uncertain) world.outcomes(slow).get(1)).failure().kind()).isEqualTo(Failure.Kind.UNCERTAIN);
        assertThat(world.taken(slow)).hasSize(1);
    }

    @Test
    void comeOfAProcessThatDied() {
        world.awaitStory(died, "Queued Uncertain");
        world.awaitState(died, "parked");
        assertThat(world.taken(died)).isEmpty();
    }

    @Test
    void doNotComeOfACallThatMayStillBeUnderWay() {
        world.awaitStory(dying, "Queued Uncertain");
        var leaseEnded = world.ledger
                .sql("select lease_until from sends where message_id = :id")
                .param("id", dying.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        assertThat(Duration.between(leaseEnded, world.outcomes(dying).getLast().occurredAt()))
                .isGreaterThan(Duration.ofMillis(2_150));
    }

    @Test
    void areAdoptedWhenAStatusCameBeforeTheirProcessDied() {
        world.report(delivered(diedReported, Provider.TWILIO, "SMseen"));
        await().until(() -> world.ledger
                .sql("select count(*) from sends where provider_id = 'SMseen'")
                .query(Integer.class)
                .single()
                .equals(1));
        assertThat(world.state(diedReported)).isEqualTo("calling");

        leaveCalling(world, diedReported, Duration.ofMinutes(-1));

        world.awaitStory(diedReported, "Queued Uncertain Accepted");
    }

    @AfterAll
    static void nothingWasSentTwice(World world) {
        assertThat(world.duplicates()).isEmpty();
    }

    private static void askAfter(World world, MessageId id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    world.ask(new CheckRequest(id, null));
                    return world.state(id).equals("parked");
                });
    }

    private static void spoiled(World world, String fault, SendRequest request) {
        world.spoilNext(fault, requireNonNull(request.provider()).name());
        world.ask(request);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> world.story(request.messageId()).startsWith("Queued Uncertain"));
    }

    /** As a process leaves it that dies during its call. */
    private static void leaveCalling(World world, MessageId id, Duration lease) {
        world.ledger
                .sql("update sends set state = 'calling', claim = gen_random_uuid(), attempts = 1,"
                        + " claimed_at = now() - interval '1 minute',"
                        + " lease_until = now() + make_interval(secs => :lease) where message_id = :id")
                .param("id", id.value())
                .param("lease", lease.toSeconds())
                .update();
    }

    private static SendRequest over(Provider provider, MessageId id, String to, @Nullable OnUncertain onUncertain) {
        return Requests.over(provider, id, to, onUncertain);
    }

    private static StatusReported delivered(MessageId id, Provider provider, String providerId) {
        return new StatusReported(
                id,
                provider,
                "account",
                providerId,
                Channel.WHATSAPP,
                Status.DELIVERED,
                null,
                null,
                null,
                Instant.now(),
                null);
    }
}
