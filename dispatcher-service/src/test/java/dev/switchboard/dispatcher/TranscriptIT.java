package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.outcome.SendOutcome.Accepted;
import dev.switchboard.dispatcher.ledger.Retention;
import dev.switchboard.dispatcher.transcript.Transcript;
import dev.switchboard.dispatcher.transcript.Transcripts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** What can be read of each call afterwards, and for how long. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class TranscriptIT {

    private final World world;

    TranscriptIT(World world) {
        this.world = world;
    }

    @Test
    void tellsOfEachAttemptWhatWasSaidAndAnswered() {
        var id = World.anId();
        world.spoilNext("429", "twilio", 1, 1);
        world.ask(Requests.whatsapp(id, "+14155557401"));
        world.awaitStory(id, "Queued Deferred Accepted");

        var attempts = attempts(id);

        assertThat(attempts).hasSize(2);
        var first = attempts.get(0);
        assertThat(first.path("attempt").asInt()).isEqualTo(1);
        assertThat(first.path("outcome").asString()).isEqualTo("deferred");
        assertThat(first.path("code").asString()).isEqualTo("20429");
        assertThat(first.path("tableVersion").asString()).isEqualTo("2026-11-21");
        assertThat(first.path("counted").asBoolean()).isTrue();
        assertThat(first.at("/answer/status").asInt()).isEqualTo(429);
        assertThat(first.at("/answer/fields/code").asString()).isEqualTo("20429");
        assertThat(first.at("/answer/retryAfterSeconds").asInt()).isEqualTo(1);
        var second = attempts.get(1);
        assertThat(second.at("/request/url").asString()).endsWith("/Messages.json");
        assertThat(second.at("/request/fields/To").asString()).isEqualTo("whatsapp:+14***7401");
        assertThat(second.at("/request/fields/Body").asString()).isEqualTo("5 characters");
        assertThat(second.at("/answer/status").asInt()).isEqualTo(201);
        assertThat(second.at("/answer/fields/sid").asString())
                .isEqualTo(((Accepted) world.outcomes(id).getLast()).providerId());
        assertThat(attempts.toString()).doesNotContain("Hello", "4155557401", "simulator-auth-token");
    }

    @Test
    void saysWhyNoAnswerWasHeard() {
        var id = World.anId();
        world.spoilNext("accept-then-reset", "twilio");
        world.ask(Requests.whatsapp(id, "+14155557402"));
        await().until(() -> world.story(id).startsWith("Queued Uncertain"));

        var attempt = attempts(id).get(0);

        assertThat(attempt.path("outcome").asString()).isEqualTo("uncertain");
        assertThat(attempt.path("lost").asString()).startsWith("the call failed");
        assertThat(attempt.has("answer")).isFalse();
    }

    @Test
    void knowsNothingOfWhatItNeverCalledFor() {
        var later = World.anId();
        world.ask(Requests.later(later, "+14155557403"));
        world.awaitState(later, "waiting");

        assertThat(attempts(later)).isEmpty();
        assertThatThrownBy(() -> attempts(World.anId())).isInstanceOf(HttpClientErrorException.NotFound.class);
    }

    @Test
    void goesWithItsRecipientAndALateAnswerBringsNothingBack() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155557404"));
        world.awaitState(id, "accepted");
        assertThat(attempts(id)).hasSize(1);

        world.erase(new ContactErased(UUID.randomUUID().toString(), List.of("none"), List.of(id), Instant.now()));
        await().until(() -> attempts(id).isEmpty());

        world.bean(Transcripts.class).add(List.of(late(id)));
        assertThat(attempts(id)).isEmpty();
    }

    @Test
    void anAnswerThatComesWhileItsRecipientIsForgottenIsForgottenToo() {
        var id = World.anId();
        world.ask(Requests.later(id, "+14155557406"));
        world.awaitState(id, "waiting");

        var adding = new AtomicReference<Thread>();
        new TransactionTemplate(world.bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            world.bean(JdbcClient.class)
                    .sql("update sends set erased = true where message_id = :id")
                    .param("id", id.value())
                    .update();
            adding.set(Thread.startVirtualThread(
                    () -> world.bean(Transcripts.class).add(List.of(late(id)))));
            await().until(this::somebodyAdds);
        });

        await().until(() -> !adding.get().isAlive());
        assertThat(attempts(id)).isEmpty();
    }

    /** Waiting for the erasure, or done without having waited. */
    private boolean somebodyAdds() {
        return world.ledger.sql("""
                            select (select count(*) from pg_stat_activity
                                    where query like 'select from sends%for share' and wait_event_type = 'Lock')
                                + (select count(*) from transcripts where lost = 'late')
                            """).query(Long.class).single() > 0;
    }

    private static Transcripts.Call late(MessageId id) {
        return new Transcripts.Call(
                id.value(), 7, Instant.now(), 1, "accepted", null, false, "1", request(), null, "late");
    }

    @Test
    void goesWhenItWasKeptLongEnoughAndTheMessageStays() {
        var id = World.anId();
        world.ask(Requests.whatsapp(id, "+14155557405"));
        world.awaitState(id, "accepted");
        age(id, "89 days");
        world.bean(Retention.class).turn();
        assertThat(attempts(id)).hasSize(1);

        age(id, "2 days");
        world.bean(Retention.class).turn();

        assertThat(attempts(id)).isEmpty();
        assertThat(world.state(id)).isEqualTo("accepted");
    }

    private void age(MessageId id, String by) {
        world.ledger
                .sql("update transcripts set called_at = called_at - cast(:by as interval) where message_id = :id")
                .param("by", by)
                .param("id", id.value())
                .update();
    }

    private static Transcript.Request request() {
        return new Transcript.Request("POST", "https://x", Map.of());
    }

    private List<JsonNode> attempts(MessageId id) {
        var answer = RestClient.create(world.url() + "/api/v1/messages/" + id + "/attempts")
                .get()
                .retrieve()
                .body(String.class);
        return Wire.JSON.readTree(answer).path("items").valueStream().toList();
    }
}
