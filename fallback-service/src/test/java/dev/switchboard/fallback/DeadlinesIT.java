package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.fallback.RunningService.World;
import dev.switchboard.fallback.deadline.Deadlines;
import dev.switchboard.fallback.deadline.NewsProgress;
import dev.switchboard.fallback.hearing.Hearing;
import dev.switchboard.fallback.hearing.Plans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.KafkaException;

/** When a deadline may fire: a clock, a calm and the end of the news are all it takes. */
@Timeout(60)
class DeadlinesIT {

    private static final Duration CALM = Duration.ofMinutes(1);
    private static final String READERS = "readers";

    private final World world = World.fresh();
    private final TestDatabase database = TestDatabase.fresh();
    private final Admin admin = Admin.create(World.BROKER);
    private final String topic = world.topics().status().name();
    private final Stories story = Stories.next();

    private Instant now = Stories.REQUESTED;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deadlines deadlines = deadlines(meters);

    @BeforeEach
    void plan() {
        var request = story.request(new Fallback(Channel.SMS, false, Duration.ofHours(1), null));
        database.fallbacks().hear(Stories.news(story.queued(request)));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void firesWhenItsTimeHasComeAndOnlyOnce() {
        world.declareTopics();
        pass(Duration.ofMinutes(59));
        look();
        assertThat(database.wishes()).isEmpty();
        pass(Duration.ofMinutes(1));
        look();
        look();
        assertThat(database.wishes()).isEqualTo(Map.of(story.id().fallback(), List.of("send")));
    }

    @Test
    void keepsStillWhileNewsIsLate() {
        pass(Duration.ofHours(2));
        assertThatThrownBy(deadlines::look).isInstanceOf(KafkaException.class);
        world.declareTopics();
        look();
        pass(CALM.minusSeconds(1));
        look();
        assertThat(database.wishes()).isEmpty();
        pass(Duration.ofSeconds(1));
        look();
        assertThat(database.wishes()).hasSize(1);
    }

    @Test
    void keepsStillAfterItsStartToo() {
        world.declareTopics();
        now = now.plus(Duration.ofHours(2));
        var started = deadlines(new SimpleMeterRegistry());
        started.look();
        assertThat(database.wishes()).isEmpty();
        pass(CALM);
        started.look();
        assertThat(database.wishes()).hasSize(1);
    }

    @Test
    void waitsUntilWhatWasSaidBeforeIsRead() throws Exception {
        world.declareTopics();
        world.publish(world.topics().status(), Stories.next().delivered());
        World.flush();
        pass(Duration.ofHours(2));
        look();
        look();
        assertThat(database.wishes()).isEmpty();
        for (int partition = 0; partition < world.topics().shape().partitions(); partition++) {
            var read = Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(1));
            admin.alterConsumerGroupOffsets(READERS, read).all().get();
        }
        look();
        assertThat(database.wishes()).hasSize(1);
    }

    @Test
    void saysHowLateItIsAlsoWhileTheBrokerIsAway() {
        assertThatThrownBy(deadlines::look).isInstanceOf(KafkaException.class);
        assertThat(secondsBehind()).isZero();
        pass(Duration.ofHours(1).plusSeconds(90));
        assertThat(secondsBehind()).isEqualTo(90);
        world.declareTopics();
        look();
        pass(CALM);
        look();
        look();
        assertThat(secondsBehind()).isZero();
    }

    private double secondsBehind() {
        return meters.get("messaging.fallback.deadlines.behind").gauge().value();
    }

    private void look() {
        deadlines.look();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Deadlines deadlines(SimpleMeterRegistry meters) {
        return new Deadlines(
                new Plans(database.jdbc()),
                new Hearing(database.fallbacks(), () -> {}, new SimpleMeterRegistry()),
                new NewsProgress(admin, List.of(topic), READERS),
                CALM,
                meters,
                clock);
    }
}
