package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.fallback.RunningService.World;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service says would follow from a dead letter is what then follows, and saying it does nothing. */
@Timeout(60)
class PreviewIT {

    private static final World WORLD = World.fresh();
    private static RunningService service;

    private final Stories story = Stories.next();

    @BeforeAll
    static void start() {
        service = RunningService.start(WORLD);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theSmsThatWouldFollowIsToldAndDoesNotFollow() throws Exception {
        WORLD.publish(WORLD.topics().sendOutcomes(), story.queued());
        await().until(() -> count("select count(*) from plans where message_id = ?") == 1);

        assertThat(effects(WORLD.topics().status(), story.failed()))
                .singleElement()
                .satisfies(effect -> assertThat(effect.kind()).isEqualTo(Kind.SENDS))
                .satisfies(effect -> assertThat(effect.detail()).startsWith("an SMS, by rule "));
        assertThat(count("select count(*) from facts where name = ?")).isZero();
        assertThat(count("select count(*) from plans where message_id = ? and decision is not null"))
                .isZero();
        assertThat(WORLD.wishes(story)).isEmpty();

        WORLD.publish(WORLD.topics().status(), story.failed());
        await().untilAsserted(() -> assertThat(WORLD.wishes(story)).hasSize(1));
        assertThat(effects(WORLD.topics().status(), story.failed())).containsExactly(Effect.of(Kind.NOTHING));
        assertThat(effects(WORLD.topics().status(), story.delivered()))
                .containsExactly(new Effect(Kind.CHANGES, "its SMS would be called off"));
        assertThat(WORLD.wishes(story)).hasSize(1);
    }

    @Test
    void whatWouldOnlyBeRememberedIsToldToo() throws Exception {
        var remembered = new Effect(Kind.CHANGES, "it would be remembered, no fallback follows now");

        assertThat(effects(WORLD.topics().sendOutcomes(), story.queued())).containsExactly(remembered);
        assertThat(effects(WORLD.topics().status(), story.failed())).containsExactly(remembered);
        assertThat(effects(WORLD.topics().sendOutcomes(), story.queued(story.request(null))))
                .containsExactly(new Effect(Kind.NOTHING, "no fallback hangs on it"));
        assertThat(count("select count(*) from plans where message_id = ?")).isZero();
        assertThat(count("select count(*) from names where name = ?")).isZero();
    }

    @Test
    void anotherTopicIsRefused() throws Exception {
        var answer = service.post(
                Preview.PATH, "{\"topic\":\"" + WORLD.topics().inbound().name() + "\",\"records\":[]}", null);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/topic", "is not one whose records are tried here");
    }

    private static <E extends Event> List<Effect> effects(Topic<E> topic, E event) throws Exception {
        var record = topic.record(event, Stories.envelope());
        var timed = new ProducerRecord<>(
                record.topic(), null, Stories.FAILED.toEpochMilli(), record.key(), record.value(), record.headers());
        var preview = new Preview(topic.name(), List.of(Preview.Letter.of(timed)));
        var answer = service.post(Preview.PATH, Wire.JSON.writeValueAsString(preview), null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.JSON.readValue(answer.body(), Preview.Answer.class).effects();
    }

    private long count(String sql) {
        return service.jdbc()
                .sql(sql)
                .param(story.id().value())
                .query(Long.class)
                .single();
    }
}
