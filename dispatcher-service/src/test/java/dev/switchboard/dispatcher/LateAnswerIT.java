package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Uncertain;
import dev.switchboard.contracts.request.CancelRequest;
import dev.switchboard.dispatcher.ledger.Claimed;
import dev.switchboard.dispatcher.ledger.Entry;
import dev.switchboard.dispatcher.ledger.Lease;
import dev.switchboard.dispatcher.ledger.Move;
import dev.switchboard.dispatcher.ledger.Recording;
import dev.switchboard.dispatcher.ledger.Start;
import dev.switchboard.dispatcher.outcome.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that comes when the ledger has gone on: it counts only while its claim is the last one. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class LateAnswerIT {

    private static final Failure LOST = new Failure(Failure.Kind.UNCERTAIN, null, "lost");
    private static final Failure BUSY = new Failure(Failure.Kind.RETRY, "20429", "busy");

    private final World world;
    private final Recording recording;

    LateAnswerIT(World world) {
        this.world = world;
        this.recording = world.bean(Recording.class);
    }

    @ParameterizedTest
    @CsvSource({
        "calling, true",
        "uncertain, true",
        "parked, true",
        "waiting, true",
        "accepted, false",
        "canceled, false",
        "expired, false"
    })
    void isAdoptedWhereverTheMessageStillWaitsForIt(String state, boolean adopted) {
        var id = laidAside(state);

        assertThat(taken(id, claimOf(id))).isEqualTo(adopted);

        assertThat(world.state(id)).isEqualTo(adopted ? "accepted" : state);
    }

    @ParameterizedTest
    @CsvSource({"calling", "uncertain", "parked", "waiting"})
    void isNotRecordedWhenTheMessageWasClaimedAgain(String state) {
        var id = laidAside(state);

        assertThat(taken(id, UUID.randomUUID())).isFalse();

        assertThat(world.state(id)).isEqualTo(state);
        assertThat(world.story(id)).isEqualTo("Queued");
    }

    @ParameterizedTest
    @CsvSource({"calling, true", "uncertain, false", "parked, false", "waiting, false"})
    void raisesNoDoubtWhereThereIsDoubtAlready(String state, boolean recorded) {
        var id = laidAside(state);
        var doubt = new Move.Doubt(LOST, Instant.now().plusSeconds(3600));

        assertThat(record(id, claimOf(id), doubt, new Uncertain(id, LOST, 1, Instant.now())))
                .isEqualTo(recorded);
    }

    @Test
    void cancelsWhatWasNotTakenAndCalledOffMeanwhile() {
        var id = laidAside("calling");
        world.ask(new CancelRequest(id, null, null));
        world.awaitCancelWish(id);
        var now = Instant.now();

        record(id, claimOf(id), new Move.Wait(BUSY, now), new Deferred(id, BUSY, now, 1, now));

        world.awaitStory(id, "Queued Deferred Canceled");
        assertThat(world.taken(id)).isEmpty();
    }

    private boolean taken(MessageId id, UUID claim) {
        return record(
                id,
                claim,
                new Move.Accept("AC1", "SM" + id),
                new Accepted(id, Provider.TWILIO, "AC1", "SM" + id, null, 1, 1, Instant.now()));
    }

    private boolean record(MessageId id, UUID claim, Move move, SendOutcome outcome) {
        var request = Requests.whatsapp(id, "+14155550100");
        var claimed = new Claimed(
                request,
                Provider.TWILIO,
                "twilio:whatsapp:+15550001111",
                1,
                claim,
                Lease.endless(),
                Start.now(),
                false,
                null,
                null,
                Duration.ZERO,
                null,
                null);
        return recording.together(new Entry(claimed, move, new Outgoing(outcome, 1, null, null), List.of(), null));
    }

    /** In this state, and so that no loop of the dispatcher touches it for an hour. */
    private MessageId laidAside(String state) {
        var id = World.anId();
        world.ask(Requests.later(id, "+14155550100"));
        world.awaitStory(id, "Queued");
        world.ledger
                .sql("update sends set state = :state, claim = gen_random_uuid(), claimed_at = now(), attempts = 1,"
                        + " lease_until = now() + interval '1 hour', due_at = now() + interval '1 hour'"
                        + " where message_id = :id")
                .param("state", state)
                .param("id", id.value())
                .update();
        return id;
    }

    private UUID claimOf(MessageId id) {
        return world.ledger
                .sql("select claim from sends where message_id = :id")
                .param("id", id.value())
                .query(UUID.class)
                .single();
    }
}
