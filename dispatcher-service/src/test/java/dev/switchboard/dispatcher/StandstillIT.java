package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Deferred;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** A provider that fails for more than one message: what else waits is left alone until one of it gets through. */
@Timeout(90)
@TestInstance(Lifecycle.PER_CLASS)
class StandstillIT {

    private static final String MESSAGES = "/v25.0/15550003333/messages";
    private static final String TAKEN = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

    private final FakeProvider meta = new FakeProvider();
    private final World world = new World(Map.of(
            "WHATSAPP_GRAPH_URL", meta.url().toString(),
            "WHATSAPP_PROVIDER", "meta",
            "CIRCUIT_FAILURES", "3",
            "CIRCUIT_PAUSE", "6s",
            "PAUSE_PROBE", "6s"));

    @AfterAll
    void end() throws InterruptedException {
        world.close();
        meta.close();
    }

    @BeforeEach
    void nothingIsPaused() {
        answers();
        world.ledger.sql("delete from pauses").update();
    }

    @Test
    void badCredentialsStopTheAccountAndOneMessageTriesThemAgain() {
        fails(401, 190);
        var first = ask("+14155550100");
        world.awaitStory(first, "Queued Refused");
        var asked = meta.asked.size();
        var others = Stream.generate(() -> ask("+14155550100")).limit(20).toList();

        await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(4)).until(() -> meta.asked.size() == asked);
        assertThat(world.actuator("health")).contains("\"reach\":\"account\"", "\"code\":\"190\"");
        assertThat(world.actuator("prometheus")).contains("messaging_paused{reach=\"account\"} 1.0");

        await().until(() -> meta.asked.size() > asked);
        assertThat(meta.asked).hasSize(asked + 1);
        answers();
        await().until(() -> others.stream()
                        .filter(id -> world.story(id).equals("Queued Accepted"))
                        .count()
                == 19);
        await().untilAsserted(() ->
                assertThat(world.actuator("prometheus")).contains("messaging_paused{reach=\"account\"} 0.0"));
    }

    @Test
    void aTemplateThatIsNotThereStopsThatTemplateAlone() {
        fails(400, 132001);
        var first = askTemplate("gone");
        world.awaitStory(first, "Queued Refused");
        answers();
        var second = askTemplate("gone");
        var other = askTemplate("there");

        world.awaitStory(other, "Queued Accepted");
        assertThat(world.story(second)).isEqualTo("Queued");
        world.awaitStory(second, "Queued Accepted");
    }

    @Test
    void aProviderThatDoesNotAnswerIsLeftAlone() {
        meta.answers(MESSAGES, 500, "{}");
        var lost = Stream.generate(() -> ask("+14155550100")).limit(3).toList();
        lost.forEach(id -> world.awaitStory(id, "Queued Uncertain"));
        var asked = meta.asked.size();
        var waiting = List.of(ask("+14155550100"), ask("+14155550100"), ask("+14155550100"));

        await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(4)).until(() -> meta.asked.size() == asked);
        answers();
        waiting.forEach(id -> world.awaitStory(id, "Queued Accepted"));
    }

    @Test
    void aPairThatWasTooMuchIsLeftAloneAndTheOthersAreNot() {
        fails(400, 131056);
        var first = ask("+14155550346");
        world.awaitStory(first, "Queued Deferred");
        var deferred = (Deferred) world.outcomes(first).getLast();
        answers();
        var behind = ask("+14155550346");
        var other = ask("+14155550347");

        world.awaitStory(other, "Queued Accepted");
        assertThat(world.story(behind)).isEqualTo("Queued");
        assertThat(Duration.between(deferred.occurredAt(), deferred.dueAt()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        world.awaitStory(first, "Queued Deferred Accepted");
        world.awaitStory(behind, "Queued Accepted");
        var secondAt = world.outcomes(behind).getLast().occurredAt();
        assertThat(Duration.between(deferred.occurredAt(), secondAt)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatIsWorthASecondCallGetsNoThird() {
        fails(400, 131053);
        var id = ask("+14155550100");
        world.awaitStory(id, "Queued Deferred");

        world.ledger
                .sql("update sends set due_at = now() where message_id = :id")
                .param("id", id.value())
                .update();

        world.awaitStory(id, "Queued Deferred Refused");
        assertThat(((Refused) world.outcomes(id).getLast()).failure().kind()).isEqualTo(Failure.Kind.PERMANENT);
    }

    private MessageId ask(String to) {
        var id = World.anId();
        world.ask(Requests.over(Provider.META, id, to, null));
        return id;
    }

    private MessageId askTemplate(String name) {
        var id = World.anId();
        var template = new Content.Template(name, null, null, null, null);
        world.ask(Requests.asked(id, Channel.WHATSAPP, "+14155550100", template, null));
        return id;
    }

    private void fails(int status, int code) {
        meta.answers(MESSAGES, status, "{\"error\":{\"code\":" + code + "}}");
    }

    private void answers() {
        meta.answers(MESSAGES, 200, TAKEN);
    }
}
