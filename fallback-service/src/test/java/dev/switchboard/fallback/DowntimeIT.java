package dev.switchboard.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.fallback.RunningService.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deadlines that passed while nobody read: what was said meanwhile counts first, and two instances fire one. */
@Timeout(60)
class DowntimeIT {

    private static final int DELIVERED = 900;
    private static final int SILENT = 100;
    private static final int OF_OTHERS = 8_000;
    private static final Fallback AFTER_A_MINUTE = new Fallback(Channel.SMS, false, Duration.ofMinutes(1), null);

    private final World world = World.fresh();

    @Test
    void onlyWhatWasNotDeliveredMeanwhileBecomesAnSms() {
        world.declareTopics();
        var silent = stories(SILENT).toList();
        var delivered = stories(DELIVERED).toList();
        Stream.concat(silent.stream(), delivered.stream()).forEach(this::queue);
        Stream.concat(stories(OF_OTHERS), delivered.stream())
                .forEach(story -> world.publish(world.topics().status(), story.delivered()));
        World.flush();
        try (var one = RunningService.start(world);
                var _ = RunningService.start(world)) {
            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(() -> assertThat(count(one.jdbc(), "decision is not null"))
                            .isEqualTo(SILENT + DELIVERED));
            assertThat(count(one.jdbc(), "decision = 'sms'")).isEqualTo(SILENT);
            await().untilAsserted(() -> assertThat(wishes()).hasSize(SILENT));
        }
        assertThat(wishes())
                .containsExactlyInAnyOrderElementsOf(silent.stream()
                        .map(story -> story.id().fallback().toString())
                        .toList());
    }

    private List<String> wishes() {
        return world.records(world.topics().sendRequests().name()).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static Stream<Stories> stories(int many) {
        return Stream.generate(Stories::next).limit(many);
    }

    private static long count(JdbcClient jdbc, String where) {
        return jdbc.sql("select count(*) from plans where " + where)
                .query(Long.class)
                .single();
    }

    private void queue(Stories story) {
        var request = story.request(
                Channel.WHATSAPP, Stories.PHONE, new Content.Text("Hello"), AFTER_A_MINUTE, Stories.REQUESTED);
        world.publish(world.topics().sendOutcomes(), story.queued(request));
    }
}
